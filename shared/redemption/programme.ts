import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import type { RedemptionPolicy } from "./policy.ts";

/** What head office has defined: everything a decision reads besides the account. */
export type Programme = {
  /** Includes deleted ones: profiles still hold lots that they issued. */
  readonly definitions: DefinitionsByKind;
  readonly policy: RedemptionPolicy;
};
