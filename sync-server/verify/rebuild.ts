import type { ProfileId } from "#shared/kernel/ids.ts";
import { rebuildShopDays } from "#sync-server/commerce/calculate-aggregations.ts";
import { compareCountDays } from "#sync-server/incentive/achievements/compare-count-days.ts";
import { rebuildBenefitCounts } from "#sync-server/incentive/benefits/compare-benefit-counts.ts";
import {
  type BudgetPlace,
  findWrongBudgets,
  rebuildBudgets,
} from "#sync-server/incentive/compare-budgets.ts";
import { compareTierDays } from "#sync-server/incentive/tiers/compare-tier-days.ts";
import {
  compareProjection,
  type Difference,
  readLotsOfChain,
  shopDayDifferences,
} from "#sync-server/ledger/compare-projection.ts";
import { foldChains } from "#sync-server/ledger/fold-chains.ts";
import type { FoldedAccount } from "#sync-server/ledger/fold-entries.ts";
import { type LockedAccount, lockAccount, lockAccounts } from "#sync-server/ledger/load-account.ts";
import { setLotsDue } from "#sync-server/ledger/lots-due.ts";
import { foldChain } from "#sync-server/ledger/read-chain.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { requeueParkedDue } from "#sync-server/storage/due-store.ts";
import { replaceCountDays } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { forgetCountCheckpoints } from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import { replaceTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import { forgetTierCheckpoints } from "#sync-server/storage/incentive/tiers/tier-standing-store.ts";
import {
  countMergedEntries,
  readAccountIdsAfter,
  updateAccount,
} from "#sync-server/storage/ledger/account-store.ts";
import { readProfilesWithoutAccount } from "#sync-server/storage/ledger/entry-store.ts";
import { deleteLot, upsertLot } from "#sync-server/storage/ledger/lot-store.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** One step of a rebuild: continue after `lastProfileId` until it is done. */
export type RebuildStep = {
  readonly profiles: number;
  readonly lastProfileId: ProfileId | null;
  readonly isDone: boolean;
  readonly differences: readonly Difference[];
  /** Parked due rows that were queued again, all in the first step. */
  readonly requeued: number;
};

/**
 * Rewrites accounts, lots and what falls due because of them from the entries alone, shop days from
 * the transactions, tier points from them and from what was given by hand, and counts of
 * achievements from what was counted, for at most `profilesMax` profiles after a given one. Reports
 * the differences: there should never be any ([L4], [A1], [T2], [M2]). Doesn't touch what was
 * right. Lots keep their numbers, external ids and other fields that no entry holds. The first step
 * also requeues parked due rows ([D4]), and the last one counts again the uses of benefits ([N6])
 * and of budgets ([G4]).
 */
export const rebuildAccounts = async (
  deps: WriteDeps,
  input: {
    readonly afterProfileId: ProfileId | null;
    readonly profilesMax: number;
    /** Where the use of budgets was found to be wrong; left out: it is counted here. */
    readonly wrongBudgets?: readonly BudgetPlace[];
  },
): Promise<RebuildStep> => {
  let requeued = 0;
  // Create missing accounts in a step of their own, so that they are rebuilt with the others: a
  // step locks profiles in the order of their ids ([L17]).
  if (input.afterProfileId === null) {
    requeued = await requeueParkedDue(deps);
    const missing = await readProfilesWithoutAccount(deps, input.profilesMax);
    for (const profileId of missing) await lockAccount(deps, profileId);
    if (missing.length > 0) {
      return { profiles: 0, lastProfileId: null, isDone: false, differences: [], requeued };
    }
  }
  const profileIds = await readAccountIdsAfter(deps, input.afterProfileId, input.profilesMax);
  const differences: Difference[] = [];
  for (const profileId of profileIds) differences.push(...(await rebuildAccount(deps, profileId)));
  const isDone = profileIds.length < input.profilesMax;
  if (isDone) {
    const wrong = input.wrongBudgets ?? (await findWrongBudgets(deps));
    differences.push(...(await rebuildBenefitCounts(deps)), ...(await rebuildBudgets(deps, wrong)));
  }
  return {
    profiles: profileIds.length,
    lastProfileId: profileIds.at(-1) ?? null,
    isDone,
    differences,
    requeued,
  };
};

const rebuildAccount = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<readonly Difference[]> => {
  const ownerId = await resolveAlias(deps, profileId);
  const locked = (await lockAccounts(deps, [profileId, ownerId])).get(profileId);
  if (!locked) return [];
  const folded = await foldChain(deps, profileId);
  const differences = await compareProjection(deps, folded);
  if (differences.length > 0) await replaceProjection(deps, locked, folded);
  const shopDays = await rebuildShopDays(deps, profileId);
  const tiers = await compareTierDays(deps, profileId);
  if (tiers.differences.length > 0) {
    await replaceTierDays(deps, profileId, tiers.rebuilt);
    await forgetTierCheckpoints(deps, profileId);
    deps.touched(profileTouch(locked, "progress", profileId));
  }
  const counts = await compareCountDays(deps, profileId);
  if (counts.differences.length > 0) {
    await replaceCountDays(deps, profileId, counts.rebuilt);
    await forgetCountCheckpoints(deps, profileId);
    deps.touched(profileTouch(locked, "progress", profileId));
  }
  return [
    ...differences,
    ...shopDayDifferences(profileId, shopDays),
    ...tiers.differences,
    ...counts.differences,
  ];
};

const replaceProjection = async (
  deps: WriteDeps,
  locked: LockedAccount,
  folded: FoldedAccount,
): Promise<void> => {
  const { profileId, lots } = folded;
  const chains = await foldChains(deps, folded);
  const { ownerId, openLots, outstanding } = chains;
  for (const { lot } of await readLotsOfChain(deps, chains, profileId)) {
    if (!lots.has(lot.lotId)) await deleteLot(deps, lot.lotId);
  }
  for (const lot of lots.values()) await upsertLot(deps, ownerId, lot);
  await updateAccount(deps, { ...folded, outstanding }, folded.recordedAt ?? deps.now);
  const mergedEntries = Math.max(locked.mergedEntries, chains.mergedEntries);
  if (mergedEntries > 0) await countMergedEntries(deps, profileId, mergedEntries);
  await setLotsDue(deps, profileId, openLots, null);
  if (ownerId === profileId) deps.touched(profileTouch(locked, "accounts", profileId));
};
