import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { redemptionPolicySchema } from "#shared/redemption/policy.ts";
import { type PointDefinition, pointDefinitionSchema } from "./point.ts";
import { rewardDefinitionSchema } from "./reward.ts";

/** What head office has defined: all that a decision reads besides the account. */
export const programmeSchema = z.object({
  rewardDefinitions: z.array(rewardDefinitionSchema).readonly(),
  pointDefinitions: z.array(pointDefinitionSchema).readonly(),
  policy: redemptionPolicySchema,
});
export type Programme = z.infer<typeof programmeSchema>;

/** The definition of a point lot; a lot without one is a bug. */
export const pointDefinitionOf = (
  programme: Programme,
  definitionId: DefinitionId | null,
): PointDefinition =>
  assertDefined(
    programme.pointDefinitions.find((definition) => definition.id === definitionId),
    `point definition ${definitionId}`,
  );
