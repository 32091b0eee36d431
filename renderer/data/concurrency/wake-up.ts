/** A wait that `wake` or an abort signal can cut short. */
export type WakeUp = {
  /**
   * Resolves after `ms`, on `wake`, or when `signal` aborts; at once if woken since the last wait.
   */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly wake: () => void;
};

/** A pause that can be ended early. */
export const createWakeUp = (): WakeUp => {
  let isDue = false;
  let end: (() => void) | null = null;
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (isDue || signal.aborted) {
          isDue = false;
          resolve();
          return;
        }
        const finish = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", finish);
          end = null;
          isDue = false;
          resolve();
        };
        const timer = setTimeout(finish, Math.min(ms, LONGEST_TIMER_MS));
        signal.addEventListener("abort", finish);
        end = finish;
      }),
    wake: () => {
      isDue = true;
      end?.();
    },
  };
};

/** Longer timers would fire at once. Callers pass Infinity for "forever". */
const LONGEST_TIMER_MS = 2_000_000_000;
