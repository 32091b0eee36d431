import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";

/** What a write did to one achievement of a profile, as far as the profile may see it ([M8]). */
export const achievementMovementSchema = z.object({
  definitionId: definitionIdSchema,
  handle: z.string(),
  name: z.string(),
  /** What was counted, in hundredths; negative if it was taken back. */
  count: z.int(),
  /** The score after it, in the latest cycle in which something was counted. In hundredths. */
  score: z.int(),
  /** The levels that it unlocked, in order. */
  unlocked: z.array(z.object({ name: z.string(), displayNumber: z.int(), trigger: z.int() })),
});
export type AchievementMovement = Readonly<z.infer<typeof achievementMovementSchema>>;
