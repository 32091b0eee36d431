import { z } from "zod";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { type CalendarDay, calendarDaySchema, instantSchema } from "#shared/kernel/time.ts";

/** A tier that a profile holds, and since when. */
const heldTierSchema = z.object({
  definitionId: definitionIdSchema,
  /** The first day with this tier. */
  achievedOn: calendarDaySchema,
  /** Anniversaries are whole years from this day, so that 29 February returns ([T5]). */
  countedFrom: calendarDaySchema,
  /** The end of this day decides whether it is kept. */
  anniversaryOn: calendarDaySchema,
  /** The first day of the current cycle: points from here on count towards keeping it. */
  cycleFrom: calendarDaySchema,
  /** The last anniversary at which it was kept. */
  maintainedOn: calendarDaySchema.nullable(),
  /** When staff gave it; null if it was earned. */
  assignedAt: instantSchema.nullable(),
});
export type HeldTier = Readonly<z.infer<typeof heldTierSchema>>;

/**
 * What a programme's facts came to by the end of a day, so that later days can be added without
 * reading the years before it ([T11]).
 */
export const tierCheckpointSchema = z.object({
  through: calendarDaySchema,
  held: heldTierSchema.nullable(),
  hasEntered: z.boolean(),
  /** Points from the day the tier was reached to the end of `through`. */
  sinceAchieved: z.int(),
  /** Points from the first day of the cycle to the end of `through`. */
  sinceCycle: z.int(),
  /** Points of the twelve months before the cycle. */
  yearBeforeCycle: z.int(),
});
export type TierCheckpoint = Readonly<z.infer<typeof tierCheckpointSchema>>;

/** What is before this day has left the year by then: no replay from the checkpoint asks for it. */
export const daysFrom = ({ through }: TierCheckpoint): CalendarDay => yearsAfter(through, -1);
