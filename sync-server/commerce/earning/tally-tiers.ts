import type { Unlock } from "#shared/incentive/achievements/unlock.ts";
import { type AudienceProfile, isFor } from "#shared/incentive/audience.ts";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import type { RewardDefinition } from "#shared/incentive/rewards/reward.ts";
import type { TierTurn } from "#shared/incentive/tiers/tier-turn.ts";
import type { TiersDuring } from "#shared/incentive/tiers/tiers-during.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { addCents, type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";

/** How many profiles something happened to, and what their welcomes issued ([T13]). */
export type TierTally = Readonly<Record<TierTurn["kind"], number>> & {
  /** Those that hold the tier at the end of the span. */
  readonly held: number;
  /** How many rewards and benefits welcomed to the tier. */
  readonly rewards: number;
  readonly benefits: number;
  readonly rewardCents: Cents;
};

const NONE: TierTally = {
  ...{ reached: 0, kept: 0, lost: 0, held: 0 },
  ...{ rewards: 0, benefits: 0, rewardCents: ZERO_CENTS },
};

/**
 * Adds up what a span of days did to the tiers of profiles. One that reaches a tier twice counts
 * once. A welcome costs what the definitions that it names issue now, if they do.
 */
export const startTierTally = (definitions: DefinitionsByKind) => {
  const tallies = new Map<DefinitionId, TierTally>();
  const of = (id: DefinitionId): TierTally => tallies.get(id) ?? NONE;
  const count = (id: DefinitionId, what: keyof Omit<TierTally, "rewardCents">): void => {
    const before = of(id);
    tallies.set(id, { ...before, [what]: before[what] + 1 });
  };
  const issue = (id: DefinitionId, unlock: Unlock, profile: AudienceProfile): void => {
    if (unlock.kind === "benefit") {
      if (inUse(definitions.benefit, unlock.ref)) count(id, "benefits");
      return;
    }
    const reward = inUse(definitions.reward, unlock.ref);
    if (!reward || !isFor(reward, profile)) return;
    count(id, "rewards");
    const before = of(id);
    tallies.set(id, { ...before, rewardCents: addCents(before.rewardCents, reward.valueCents) });
  };
  return {
    of,
    add: ({ turns, welcomes, held }: TiersDuring, profile: AudienceProfile): void => {
      for (const [kind, ofKind] of Map.groupBy(turns, (turn) => turn.kind)) {
        for (const id of new Set(ofKind.flatMap(tiersOf))) count(id, kind);
      }
      for (const { tier } of welcomes) {
        for (const unlock of tier.welcome) issue(tier.id, unlock, profile);
      }
      if (held !== null) count(held, "held");
    },
  };
};

/** The tiers that it counts for: a profile reaches those that it jumps over too. */
const tiersOf = (turn: TierTurn): readonly DefinitionId[] =>
  turn.kind === "reached" ? turn.passed.map(({ id }) => id) : [turn.tier.id];

/** The definition that is named, if it still issues anything. */
const inUse = <D extends RewardDefinition | BenefitDefinition>(
  definitions: readonly D[],
  ref: Unlock["ref"],
): D | undefined =>
  definitions.find(
    (each) =>
      each.isPublished &&
      !each.isArchived &&
      ("id" in ref ? each.id === ref.id : each.handle === ref.handle),
  );
