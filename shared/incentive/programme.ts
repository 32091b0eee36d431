import type { RedemptionPolicy } from "#shared/redemption/policy.ts";
import type { DefinitionsByKind } from "./definition.ts";

/** What head office has defined: everything a decision reads besides the account. */
export type Programme = {
  /** Includes deleted ones: profiles still hold lots that they issued. */
  readonly definitions: DefinitionsByKind;
  readonly policy: RedemptionPolicy;
};
