import { z } from "zod";
import { achievementMovementSchema } from "#shared/incentive/achievements/achievement-movement.ts";
import { tierMovementSchema } from "#shared/incentive/tiers/tier-movement.ts";
import { lotIdSchema, transactionIdSchema } from "#shared/kernel/ids.ts";
import { keptBalancesSchema } from "#sync-server/redemption/kept-balances.ts";
import { earnedSchema } from "#sync-server/storage/commerce/transaction-table.ts";

/** The result of writing a transaction: enough to give the same answer again. */
export const transactionAnswerSchema = z.object({
  transactionId: transactionIdSchema,
  /** The points of the transaction after the write. */
  earned: earnedSchema,
  /** What the write did to the profile's tiers. */
  tiers: z.array(tierMovementSchema),
  /** What it did to the achievements that the profile may see. */
  achievements: z.array(achievementMovementSchema),
  /** The rewards and benefits that it issued to the profile, in order ([M7], [T14]). */
  issued: z.array(lotIdSchema),
  /** What the profile holds after the write; null for a guest. */
  balances: keptBalancesSchema.nullable(),
  status: z.enum(["created", "updated", "unchanged"]),
});
export type TransactionAnswer = z.infer<typeof transactionAnswerSchema>;
