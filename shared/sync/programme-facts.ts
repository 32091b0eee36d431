import { groupDefinitions } from "#shared/incentive/definition.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ConfigByKind } from "./config-by-kind.ts";

/** The programme as pulled; null until the policy has been pulled. */
export const programmeOfFacts = ({
  policy: [policy],
  definition,
}: Pick<ConfigByKind, "policy" | "definition">): Programme | null =>
  policy ? { policy, definitions: groupDefinitions(definition) } : null;
