import type { Unlock } from "#shared/incentive/achievements/unlock.ts";
import { type AudienceProfile, isFor } from "#shared/incentive/audience.ts";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import type { RewardDefinition } from "#shared/incentive/rewards/reward.ts";
import { addCents, type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";

/** How many rewards and benefits something issues, and what the rewards are worth. */
export type UnlockIssues = {
  readonly rewards: number;
  readonly benefits: number;
  readonly rewardCents: Cents;
};

export const NOTHING_ISSUED: UnlockIssues = { rewards: 0, benefits: 0, rewardCents: ZERO_CENTS };

/**
 * What unlocks issue to a profile by the definitions that they name as these are now; what is out
 * of use, or for others, issues nothing ([W7], [W11]).
 */
export const issuesOf = (
  definitions: Pick<DefinitionsByKind, "reward" | "benefit">,
  unlocks: readonly Unlock[],
  profile: AudienceProfile,
): UnlockIssues =>
  unlocks.reduce<UnlockIssues>((sum, { kind, ref }) => {
    if (kind === "benefit") {
      const benefit = named(definitions.benefit, ref);
      return benefit && isFor(benefit, profile) ? { ...sum, benefits: sum.benefits + 1 } : sum;
    }
    const reward = named(definitions.reward, ref);
    if (!reward || !isFor(reward, profile)) return sum;
    const rewardCents = addCents(sum.rewardCents, reward.valueCents);
    return { ...sum, rewards: sum.rewards + 1, rewardCents };
  }, NOTHING_ISSUED);

/** The definition that is named, if it still issues anything. */
const named = <D extends RewardDefinition | BenefitDefinition>(
  definitions: readonly D[],
  ref: Unlock["ref"],
): D | undefined =>
  definitions.find(
    (each) =>
      each.isPublished &&
      !each.isArchived &&
      ("id" in ref ? each.id === ref.id : each.handle === ref.handle),
  );
