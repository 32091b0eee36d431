import type { AudienceProfile } from "#shared/incentive/audience.ts";
import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import type { TierTurn } from "#shared/incentive/tiers/tier-turn.ts";
import type { TiersDuring } from "#shared/incentive/tiers/tiers-during.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { addIssues, issuesOf, NOTHING_ISSUED, type UnlockIssues } from "./issues-of.ts";

/** How many profiles something happened to, and what their welcomes issued ([T13]). */
export type TierTally = UnlockIssues &
  Readonly<Record<TierTurn["kind"], number>> & {
    /** Those that hold the tier at the end of the span. */
    readonly held: number;
  };

const NONE: TierTally = { reached: 0, kept: 0, lost: 0, held: 0, ...NOTHING_ISSUED };

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
  return {
    of,
    add: ({ turns, welcomes, held }: TiersDuring, profile: AudienceProfile): void => {
      for (const [kind, ofKind] of Map.groupBy(turns, (turn) => turn.kind)) {
        for (const id of new Set(ofKind.flatMap(tiersOf))) count(id, kind);
      }
      for (const { tier } of welcomes) {
        const before = of(tier.id);
        const issued = issuesOf(definitions, tier.welcome, profile);
        tallies.set(tier.id, { ...before, ...addIssues(before, issued) });
      }
      if (held !== null) count(held, "held");
    },
  };
};

/** The tiers that it counts for: a profile reaches those that it jumps over too. */
const tiersOf = (turn: TierTurn): readonly DefinitionId[] =>
  turn.kind === "reached" ? turn.passed.map(({ id }) => id) : [turn.tier.id];
