import { z } from "zod";
import {
  claimRefusal,
  claimRefusalReasonSchema,
  earlierClaims,
} from "#shared/incentive/benefits/claim-benefit.ts";
import { budgetReachedSchema, limitReached, stopsIssues } from "#shared/incentive/budget.ts";
import type { ConditionData } from "#shared/kernel/condition.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readBenefitCounts } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import { readBudgetUses } from "#sync-server/storage/incentive/budget-store.ts";
import {
  type DefinitionRecord,
  readDefinitionsInUse,
} from "#sync-server/storage/incentive/definition-store.ts";
import { readClaimedLots } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasCodeFor } from "./open-benefit.ts";

/** Why a profile can't claim a benefit, in order of precedence ([N4], [N6], [N7], [G2]). */
export const claimBlockSchema = z.union([
  z.object({
    reason: z.enum([...claimRefusalReasonSchema.options, "global_uses_exceeded", "no_codes_left"]),
  }),
  budgetReachedSchema,
]);
export type ClaimBlock = Readonly<z.infer<typeof claimBlockSchema>>;

type Definition = DefinitionRecord<"benefit">;

/** The benefits that a profile can claim now. */
export const claimableBenefits = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  moment: { readonly at: Instant; readonly timezone: TimeZone },
): Promise<readonly Definition[]> => {
  const all = await readDefinitionsInUse(deps, "benefit");
  const offered = all.filter(({ definition }) => definition.isClaimable);
  const blocks = await claimBlocks(deps, profile, offered, moment);
  return offered.filter((_, index) => blocks[index] === null);
};

/** What keeps a profile from claiming each of these benefits now; null where nothing does. */
export const claimBlocks = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  records: readonly Definition[],
  moment: { readonly at: Instant; readonly timezone: TimeZone },
): Promise<readonly (ClaimBlock | null)[]> => {
  const ids = records.map(({ definition }) => definition.id);
  const limited = records.filter(({ definition }) => stopsIssues(definition.budget));
  const [data, counts, claimed, usedOf] = await Promise.all([
    conditionDataOf(deps, profile, records, moment),
    readBenefitCounts(deps, ids),
    readClaimedLots(deps, profile.id, ids),
    readBudgetUses(
      deps,
      limited.map(({ definition }) => definition.id),
      profile.id,
    ),
  ]);
  const blockOf = async (record: Definition): Promise<ClaimBlock | null> => {
    const { definition } = record;
    const earlier = claimed.filter((lot) => lot.definitionId === definition.id);
    const refusal = claimRefusal(definition, {
      ...moment,
      profile: data,
      audience: audienceAt(profile, moment.at),
      earlier: earlierClaims(definition, earlier, moment.at),
    });
    if (refusal !== null) return { reason: refusal };
    const { maxGlobalRedemptions: max } = definition;
    if (max !== null && (counts.get(definition.id)?.redeemed ?? 0) >= max) {
      return { reason: "global_uses_exceeded" };
    }
    if (!(await hasCodeFor(deps, definition, moment.at))) return { reason: "no_codes_left" };
    const issue = { cents: definition.valueCents ?? 0, issues: 1 };
    return limitReached(definition.budget, usedOf(definition.id), issue);
  };
  return Promise.all(records.map(blockOf));
};

/** The profile as the conditions of these definitions see it. */
const conditionDataOf = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  records: readonly Definition[],
  moment: { readonly at: Instant; readonly timezone: TimeZone },
): Promise<ConditionData> => {
  const conditions = records.flatMap(({ definition }) => [
    definition.viewCondition,
    definition.claimCondition,
  ]);
  const programme = await loadProgramme(deps);
  const asked = { conditions, on: "claim" } as const;
  const [data = {}] = await readConditionData(deps, programme, asked, [{ profile, ...moment }]);
  return data;
};
