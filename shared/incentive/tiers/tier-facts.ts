import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  type CalendarDay,
  calendarDaySchema,
  dayIn,
  type Instant,
  instantSchema,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { tierDefinitionSchema } from "./tier.ts";
import type { TierCheckpoint } from "./tier-checkpoint.ts";

/**
 * The tier points of one local day, in hundredths. What was gained and what was lost are kept
 * apart, so that a sale and its return on one day leave the same facts in whatever order they
 * arrive ([T2]).
 */
export const tierDaySchema = z.object({
  day: calendarDaySchema,
  gained: z.int(),
  lost: z.int(),
});
export type TierDay = Readonly<z.infer<typeof tierDaySchema>> & {
  /** How many are added up in it, under the first of them; left out: it is one day. */
  readonly together?: number;
};

/** A version of a tier, and when it was written. */
export const tierVersionSchema = z.object({ at: instantSchema, definition: tierDefinitionSchema });
export type TierVersion = Readonly<z.infer<typeof tierVersionSchema>>;

/** A tier that staff gave by hand. */
export const tierAssignmentSchema = z.object({
  at: instantSchema,
  definitionId: definitionIdSchema,
});
export type TierAssignment = Readonly<z.infer<typeof tierAssignmentSchema>>;

/** Everything that decides which tier of a programme a profile holds. */
export type TierFacts = {
  /** Every version of every tier of the programme that the profile's region has. */
  readonly versions: readonly TierVersion[];
  /** At most one for each day; with a checkpoint, only those from `daysFrom` on. */
  readonly days: readonly TierDay[];
  /** What older days have come to; null: every day is in `days`. */
  readonly checkpoint: TierCheckpoint | null;
  readonly assignments: readonly TierAssignment[];
  /** Where days start and end. */
  readonly zone: TimeZone;
};

/**
 * What a transaction does to the tier points of its day; `sign` -1 takes back an earlier decision.
 */
export const tierDayOf = (
  move: { readonly at: Instant; readonly points: number; readonly sign: 1 | -1 },
  zone: TimeZone,
): TierDay => ({
  day: dayIn(move.at, zone),
  gained: move.points > 0 ? move.sign * move.points : 0,
  lost: move.points < 0 ? -move.sign * move.points : 0,
});

/** Adds up what happened on each day; days on which nothing is left are dropped. */
export const sumTierDays = (moves: readonly TierDay[]): readonly TierDay[] => {
  const sums = new Map<CalendarDay, TierDay>();
  for (const { day, gained, lost } of moves) {
    const before = sums.get(day) ?? { gained: 0, lost: 0 };
    sums.set(day, { day, gained: before.gained + gained, lost: before.lost + lost });
  }
  return [...sums.values()]
    .filter(({ gained, lost }) => gained !== 0 || lost !== 0)
    .sort((a, b) => compareDays(a.day, b.day));
};

/** Days written as `2028-02-29` sort as text. */
export const compareDays = (a: CalendarDay, b: CalendarDay): number => (a < b ? -1 : a > b ? 1 : 0);
