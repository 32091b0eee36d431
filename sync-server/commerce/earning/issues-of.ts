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

type Issuing = Pick<DefinitionsByKind, "reward" | "benefit">;

export const NOTHING_ISSUED: UnlockIssues = { rewards: 0, benefits: 0, rewardCents: ZERO_CENTS };

/**
 * What unlocks issue to a profile by the definitions that they name as these are now; what is out
 * of use, or for others, issues nothing ([W7], [W11]).
 */
export const issuesOf = (
  definitions: Issuing,
  unlocks: readonly Unlock[],
  profile: AudienceProfile,
): UnlockIssues =>
  unlocks.reduce(
    (sum, { kind, ref }) => addIssues(sum, ISSUES_OF[kind](definitions, ref, profile)),
    NOTHING_ISSUED,
  );

/** Both together. */
export const addIssues = (a: UnlockIssues, b: UnlockIssues): UnlockIssues => ({
  rewards: a.rewards + b.rewards,
  benefits: a.benefits + b.benefits,
  rewardCents: addCents(a.rewardCents, b.rewardCents),
});

const ISSUES_OF: Readonly<
  Record<
    Unlock["kind"],
    (definitions: Issuing, ref: Unlock["ref"], profile: AudienceProfile) => UnlockIssues
  >
> = {
  reward: ({ reward }, ref, profile) => {
    const issued = issuedTo(profile, reward, ref);
    return issued
      ? { ...NOTHING_ISSUED, rewards: 1, rewardCents: issued.valueCents }
      : NOTHING_ISSUED;
  },
  benefit: ({ benefit }, ref, profile) =>
    issuedTo(profile, benefit, ref) ? { ...NOTHING_ISSUED, benefits: 1 } : NOTHING_ISSUED,
};

/** The definition that is named, if it still issues anything to the profile. */
const issuedTo = <D extends RewardDefinition | BenefitDefinition>(
  profile: AudienceProfile,
  definitions: readonly D[],
  ref: Unlock["ref"],
): D | undefined => {
  const named = definitions.find(
    (each) =>
      each.isPublished &&
      !each.isArchived &&
      ("id" in ref ? each.id === ref.id : each.handle === ref.handle),
  );
  return named && isFor(named, profile) ? named : undefined;
};
