import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import type { RedemptionPolicy } from "./policy.ts";
import { NO_SALE_LIMITS } from "./sale-limits.ts";

/** What head office has defined: everything a decision reads besides the account. */
export type Programme = {
  /** Includes deleted ones: profiles still hold lots that they issued. */
  readonly definitions: DefinitionsByKind;
  readonly policy: RedemptionPolicy;
};

/** The same, if any discount could be taken off any sale. */
export const withoutSaleLimits = (programme: Programme): Programme => ({
  ...programme,
  policy: { ...programme.policy, saleLimits: NO_SALE_LIMITS },
});
