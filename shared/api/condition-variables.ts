import { appearanceBodySchema } from "#shared/api/organisation/appearance.ts";
import { commsBodySchema } from "#shared/api/profile/comms.ts";
import { AGGREGATION_VARIABLES } from "#shared/commerce/aggregation-data.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { BALANCE_VARIABLES, PROFILE_VARIABLES } from "#shared/profile/condition-data.ts";

/** What a condition on the buyer of a sale can read ([Q10], [Q11]). */
export const BUYER_VARIABLES: readonly string[] = [
  ...PROFILE_VARIABLES,
  ...AGGREGATION_VARIABLES,
  ...namesOf(commsBodySchema.shape).map((name) => `attributes.comms.${name}`),
  ...namesOf(appearanceBodySchema.shape).map((name) => `attributes.appearance.${name}`),
  // There is no registry of custom attributes, so any name may be one (DOMAIN §3.5).
  "attributes.custom.*.*",
];

/** What a condition on who claims a benefit can read. */
export const CLAIMANT_VARIABLES: readonly string[] = [...BUYER_VARIABLES, ...BALANCE_VARIABLES];
