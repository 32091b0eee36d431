import type { LevelAt } from "#shared/incentive/achievements/achievement-levels.ts";
import type { AudienceProfile } from "#shared/incentive/audience.ts";
import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import {
  addIssues,
  issuesOf,
  NOTHING_ISSUED,
  type UnlockIssues,
} from "#sync-server/commerce/earning/issues-of.ts";

/** How many profiles unlock a level, how often in all, and what that issues ([M13]). */
export type Issues = UnlockIssues & { readonly profiles: number; readonly times: number };

const NONE: Issues = { profiles: 0, times: 0, ...NOTHING_ISSUED };

/** Adds up what profiles unlock. A level that repeats counts each time, its profile once. */
export const startLevelTally = (definitions: DefinitionsByKind) => {
  /** By the trigger that names each level. */
  const tallies = new Map<number, Issues>();
  const of = (trigger: number): Issues => tallies.get(trigger) ?? NONE;
  return {
    of,
    add: (levels: readonly LevelAt[], profile: AudienceProfile): void => {
      const seen = new Set<number>();
      for (const { level } of levels) {
        const before = of(level.trigger);
        const issued = issuesOf(definitions, level.unlocks, profile);
        tallies.set(level.trigger, {
          ...addIssues(before, issued),
          profiles: before.profiles + (seen.has(level.trigger) ? 0 : 1),
          times: before.times + 1,
        });
        seen.add(level.trigger);
      }
    },
  };
};
