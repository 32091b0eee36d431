import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import type { DefinitionBody } from "#shared/incentive/definition.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { claimBenefit } from "#sync-server/incentive/benefits/claim-benefit.ts";
import { issueBenefit } from "#sync-server/incentive/benefits/issue-benefit.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { loadAllocations } from "#sync-server/incentive/load-allocations.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { DEMO_ACHIEVEMENTS } from "./demo-achievements.ts";
import { done } from "./done.ts";

/** Given by staff, each with a code for the till. */
const ALTERATION: DefinitionBody<"benefit"> = {
  ...BENEFIT_DEFAULTS,
  name: "Free alteration",
  handle: "free-alteration",
  type: "gift",
  shortDescription: "One hem or one pair of sleeves",
  period: 90,
  isExtendable: true,
  forceAllocation: true,
};

/** Anyone who asks for it gets it. */
const WRAPPING: DefinitionBody<"benefit"> = {
  ...BENEFIT_DEFAULTS,
  name: "Gift wrapping",
  handle: "gift-wrapping",
  type: "other",
  shortDescription: "In our paper, at any till",
  period: 12,
  periodType: "months",
  maxRedemptions: 5,
  isClaimable: true,
};

/** Who has which of the demo's benefits, and the codes of the alterations. */
export type DemoBenefits = {
  readonly alterations: readonly ProfileId[];
  readonly wrappings: readonly ProfileId[];
  /** At least one for each alteration. */
  readonly codes: readonly string[];
};

/**
 * Creates the demo's benefits, one with a code and one that customers claim, and the achievements
 * that give some.
 */
export const seedDemoBenefits = async (
  deps: WriteDeps,
  { alterations, wrappings, codes }: DemoBenefits,
): Promise<null> => {
  const kind = "benefit";
  const { id } = done(await createDefinition(deps, { kind, body: ALTERATION, extra: {} }));
  done(await createDefinition(deps, { kind, body: WRAPPING, extra: {} }));
  for (const body of DEMO_ACHIEVEMENTS) {
    done(await createDefinition(deps, { kind: "achievement", body, extra: {} }));
  }
  const pool = {
    unit: "benefit" as const,
    definition: { id },
    codes: codes.map(newCode),
    commandId: null,
  };
  done(await loadAllocations(deps, pool));
  const asked = { timezone: null, externalId: null, extra: {}, commandId: null };
  for (const profileId of alterations) {
    done(await issueBenefit(deps, { ...asked, profileId, definition: { id }, issuedAt: null }));
  }
  for (const profileId of wrappings) {
    const definition = { handle: WRAPPING.handle };
    done(await claimBenefit(deps, { ...asked, profileId, definition, isRedeemed: false }));
  }
  return null;
};

const newCode = (code: string) => ({
  ...{ code, name: null, valueCents: null, validFrom: null, validTo: null, externalId: null },
  extra: {},
});
