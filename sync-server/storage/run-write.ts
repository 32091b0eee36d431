import type { NewEvent } from "#shared/reaction/event.ts";
import { insertEvents } from "./event-store.ts";
import type { WriteDeps } from "./sql.ts";

/** One open transaction on either database, plus what a write needs from outside. */
export type WriteContext = Omit<WriteDeps, "happened">;

/**
 * Runs one write in a transaction that the caller has opened and will commit, or roll back if this
 * rejects. Every write to either database goes through here. The write's events are recorded in the
 * same transaction (reaction/SPEC.md [E1]).
 */
export const runWrite = async <Output>(
  context: WriteContext,
  write: (deps: WriteDeps) => Promise<Output>,
): Promise<Output> => {
  const recording: Promise<void>[] = [];
  // Sent at once, so that on PostgreSQL it goes out with the write's own statements.
  const happened = (...events: readonly NewEvent[]): void => {
    const recorded = insertEvents(context, events);
    // A failure is reported below, unless the write failed first.
    recorded.catch(() => {});
    recording.push(recorded);
  };
  const output = await write({ ...context, happened });
  await Promise.all(recording);
  return output;
};
