import type { RedemptionPolicy } from "#shared/redemption/policy.ts";
import type { DefinitionsByKind } from "./definition.ts";

/** What head office has defined: all that a decision reads besides the account. */
export type Programme = {
  /** Deleted ones too: lots that they issued are still held. */
  readonly definitions: DefinitionsByKind;
  readonly policy: RedemptionPolicy;
};
