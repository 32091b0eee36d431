import { addMs, type Instant } from "#shared/kernel/time.ts";

/** What is to happen at a moment. */
export type Task = () => void | Promise<void>;

/** What is due within this time of one another may be begun together. */
const WINDOW_MS = 15_000;

/** True time, and what is to happen in it. Nothing else in a simulation waits or looks at a clock. */
export type Schedule = {
  readonly now: () => Instant;
  readonly after: (ms: number, task: Task) => void;
  /** Lets time pass, from one event to the next, until nothing is left or `until` says enough. */
  readonly run: (until?: () => boolean) => Promise<void>;
};

/**
 * Events in the order of their time, those of one moment in the order of asking. With `atOnce` above
 * 1, as many that are due soon after one another are begun together, as a server with several connections
 * has them: then it is the database that decides their order, and a seed gives not one history.
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
