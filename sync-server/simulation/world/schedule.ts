import { addMs, type Instant } from "#shared/kernel/time.ts";

/** Something to do at a set time. */
export type Task = () => void | Promise<void>;

/** Tasks due within this time of each other may start together. */
const WINDOW_MS = 15_000;

/** True time, and what will happen in it. Nothing else in a simulation waits or reads a clock. */
export type Schedule = {
  readonly now: () => Instant;
  readonly after: (ms: number, task: Task) => void;
  /** Advances time from one task to the next, until nothing is left or `until` returns true. */
  readonly run: (until?: () => boolean) => Promise<void>;
};

/**
 * Runs tasks in order of time, and those at the same instant in the order scheduled. With `atOnce`
 * above 1, that many tasks due in quick succession start together, as on a server with several
 * connections: then the database decides their order, and a seed doesn't give a single history.
 */
export const createSchedule = (start: Instant, atOnce = 1): Schedule => {
  const waiting: { readonly at: Instant; readonly order: number; readonly task: Task }[] = [];
  let now = start;
  let asked = 0;

  const takeDue = (): readonly Task[] => {
    const due = waiting.splice(0, atOnce);
    const first = due[0];
    if (!first) return [];
    const late = due.filter(({ at }) => at - first.at > WINDOW_MS);
    waiting.unshift(...late);
    now = first.at;
    return due.slice(0, due.length - late.length).map(({ task }) => task);
  };

  return {
    now: () => now,
    after: (ms, task) => {
      const event = { at: addMs(now, Math.max(0, ms)), order: asked++, task };
      const place = waiting.findLastIndex(({ at }) => at <= event.at) + 1;
      waiting.splice(place, 0, event);
    },
    run: async (until = () => false) => {
      while (waiting.length > 0 && !until()) {
        await Promise.all(takeDue().map((task) => task()));
      }
    },
  };
};
