import type { Journal } from "#renderer/data/journal/journal.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { Entries } from "./entries.ts";
import type { Places } from "./places.ts";

/**
 * The parts that the outbox operations work on. Nothing outside this folder uses them, and
 * `outbox.ts` runs one operation at a time.
 */
export type OutboxParts = {
  readonly entries: Entries;
  readonly places: Places;
  readonly journal: Journal;
  readonly clock: Clock;
};
