import type { DefinitionId } from "#shared/kernel/ids.ts";
import { benefitCountsOf, NO_COUNTS } from "#sync-server/ledger/benefit-counts-of.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import {
  addBenefitCounts,
  type BenefitCounts,
  readAllBenefitCounts,
  sumBenefitEntries,
} from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** Where the counts of benefits differ from what the entries come to ([N6]). */
export const compareBenefitCounts = async (deps: ReadDeps): Promise<readonly Difference[]> =>
  differencesIn(await changedCounts(deps));

/** Corrects the counts of benefits, and returns what was wrong. Others may go on using them. */
export const rebuildBenefitCounts = async (deps: WriteDeps): Promise<readonly Difference[]> => {
  const locked = new Set<DefinitionId>();
  for (const { definitionId } of await changedCounts(deps)) {
    // Adding nothing locks the row. Everyone who counts a use from here on waits, and what they
    // append isn't visible to the second count either.
    await addBenefitCounts(deps, definitionId, NO_COUNTS);
    locked.add(definitionId);
  }
  if (locked.size === 0) return [];
  const changed = (await changedCounts(deps)).filter((each) => locked.has(each.definitionId));
  for (const { definitionId, stored, counted } of changed) {
    await addBenefitCounts(deps, definitionId, {
      created: counted.created - stored.created,
      redeemed: counted.redeemed - stored.redeemed,
    });
  }
  return differencesIn(changed);
};

const differencesIn = (changed: readonly ChangedCounts[]): readonly Difference[] =>
  changed.flatMap(({ definitionId, stored, counted }) =>
    (["created", "redeemed"] as const)
      .filter((field) => stored[field] !== counted[field])
      .map((field) => ({
        profileId: null,
        part: `benefits of definition ${definitionId}`,
        field,
        stored: String(stored[field]),
        rebuilt: String(counted[field]),
      })),
  );

type ChangedCounts = {
  readonly definitionId: DefinitionId;
  readonly stored: BenefitCounts;
  readonly counted: BenefitCounts;
};

const changedCounts = async (deps: ReadDeps): Promise<readonly ChangedCounts[]> => {
  const stored = await readAllBenefitCounts(deps);
  const counted = new Map<DefinitionId, BenefitCounts>();
  for (const { definitionId, kind, entries, amount } of await sumBenefitEntries(deps)) {
    const before = counted.get(definitionId) ?? NO_COUNTS;
    const { created, redeemed } = benefitCountsOf(kind, entries, amount);
    counted.set(definitionId, {
      created: before.created + created,
      redeemed: before.redeemed + redeemed,
    });
  }
  return [...new Set([...stored.keys(), ...counted.keys()])]
    .sort((a, b) => a - b)
    .map((definitionId) => ({
      definitionId,
      stored: stored.get(definitionId) ?? NO_COUNTS,
      counted: counted.get(definitionId) ?? NO_COUNTS,
    }))
    .filter(
      ({ stored, counted }) =>
        stored.created !== counted.created || stored.redeemed !== counted.redeemed,
    );
};
