import { z } from "zod";
import { definitionIdSchema, lotIdSchema } from "#shared/kernel/ids.ts";

/** What a profile has claimed of one definition, as devices hold it ([N13]). */
export const claimedBenefitSchema = z
  .object({
    definitionId: definitionIdSchema,
    /** Those that have uses left: whether one is over depends on the time. */
    openLots: z.array(lotIdSchema).readonly(),
  })
  .readonly();
export type ClaimedBenefit = z.infer<typeof claimedBenefitSchema>;
