import { z } from "zod";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";
import { pointDefinitionSchema } from "./point.ts";
import { rewardDefinitionSchema } from "./reward.ts";

/** What head office has defined: all that a decision reads besides the account. */
export const programmeSchema = z.object({
  rewardDefinitions: z.array(rewardDefinitionSchema).readonly(),
  pointDefinitions: z.array(pointDefinitionSchema).readonly(),
  policy: redemptionPolicySchema,
});
export type Programme = z.infer<typeof programmeSchema>;
