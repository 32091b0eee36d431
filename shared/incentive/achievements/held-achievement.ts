import { z } from "zod";
import { calendarDaySchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { achievementDefinitionSchema } from "./achievement.ts";
import { unlockedSchema } from "./unlocked.ts";

const dayOrNull = calendarDaySchema.nullable();

/**
 * An achievement of a profile as it was read at an instant, with all that is needed to know where
 * the profile stands in it later ([M3]).
 */
export const heldAchievementSchema = z.object({
  definition: achievementDefinitionSchema.pick({
    id: true,
    name: true,
    description: true,
    shortDescription: true,
    displayOption: true,
    levels: true,
    period: true,
    enableAnnualEarnCycle: true,
  }),
  /** Where days start and end. */
  zone: timeZoneSchema,
  joinedOn: calendarDaySchema,
  cycle: z.object({ from: dayOrNull, before: dayOrNull }),
  /** In that cycle by that instant, in hundredths. */
  score: z.int(),
  /** What the rest of the cycle is already known to count. */
  later: z.array(z.object({ day: calendarDaySchema, gained: z.int(), lost: z.int() })).readonly(),
  unlocked: z.object({ ever: unlockedSchema, inCycle: unlockedSchema }),
});
export type HeldAchievement = z.infer<typeof heldAchievementSchema>;
