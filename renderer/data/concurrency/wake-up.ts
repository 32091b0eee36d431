/** A wait that can be cut short: by `wake`, or by the end of whoever waits. */
export type WakeUp = {
  /** Resolves after `ms`, at `wake`, or when `signal` is aborted; at once if woken since the last wait. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly wake: () => void;
};

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

/** Timers beyond this fire at once; "for ever" is written as Infinity by the callers. */
const LONGEST_TIMER_MS = 2_000_000_000;
