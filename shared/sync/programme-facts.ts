import { groupDefinitions } from "#shared/incentive/definition.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { ConfigFact } from "./facts.ts";

/** The programme as pulled; null until the policy is here. */
export const programmeOfFacts = (facts: readonly ConfigFact[]): Programme | null => {
  const policy = facts.find((fact) => fact.kind === "policy")?.value;
  if (!policy) return null;
  return {
    policy,
    definitions: groupDefinitions(
      facts.flatMap((fact) => (fact.kind === "definition" ? [fact.value] : [])),
    ),
  };
};
