import { z } from "zod";
import { instantSchema } from "#shared/kernel/time.ts";

/**
 * What a profile has unlocked in one cycle ([M4]). Repeats are unlocked in order, so the last one
 * stands for those before it.
 */
export const unlockedSchema = z.object({
  levels: z.array(z.object({ trigger: z.int(), at: instantSchema })).readonly(),
  /** The score of the last repeat; null: none. */
  repeated: z.object({ trigger: z.int(), at: instantSchema }).nullable(),
  /**
   * The levels that corrections have ever taken, and the last repeat: they have issued what they
   * unlock, and issue nothing when they are unlocked again ([M6]).
   */
  taken: z.object({ levels: z.array(z.int()).readonly(), repeated: z.int().nullable() }),
});
export type Unlocked = z.infer<typeof unlockedSchema>;

export const NOTHING_UNLOCKED: Unlocked = {
  levels: [],
  repeated: null,
  taken: { levels: [], repeated: null },
};
