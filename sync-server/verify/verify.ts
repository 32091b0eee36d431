import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { BrokenLink } from "#shared/ledger/hash-chain.ts";
import { compareShopDays } from "#sync-server/commerce/calculate-aggregations.ts";
import { compareCountDays } from "#sync-server/incentive/achievements/compare-count-days.ts";
import { compareBenefitCounts } from "#sync-server/incentive/benefits/compare-benefit-counts.ts";
import { compareBudgets } from "#sync-server/incentive/compare-budgets.ts";
import { compareTierDays } from "#sync-server/incentive/tiers/compare-tier-days.ts";
import {
  compareProjection,
  type Difference,
  shopDayDifferences,
} from "#sync-server/ledger/compare-projection.ts";
import { foldChain } from "#sync-server/ledger/read-chain.ts";
import { type ParkedDue, readParkedDue } from "#sync-server/storage/due-store.ts";
import { readFileProblems } from "#sync-server/storage/file-check.ts";
import { readAccountIdsAfter } from "#sync-server/storage/ledger/account-store.ts";
import { readProfilesWithoutAccount } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The result of a check of the whole ledger. Lists at most `FINDINGS_MAX` of each kind. */
export type Verification = {
  readonly profiles: number;
  readonly entries: number;
  /** The first broken link of each broken chain ([L6]). */
  readonly brokenLinks: readonly (BrokenLink & { readonly profileId: ProfileId })[];
  readonly differences: readonly Difference[];
  /** What the database reports about its own file. */
  readonly fileProblems: readonly string[];
  /**
   * Due rows that failed too often. They say nothing against the ledger: `isWhole` leaves them out.
   */
  readonly parked: readonly ParkedDue[];
  readonly isWhole: boolean;
};

const FINDINGS_MAX = 100;
const PROFILES_AT_ONCE = 500;

/**
 * Walks every chain and compares every account and lot, and what falls due because of them ([D1],
 * [S23]), with the sum of its entries, the counts of benefits with all of them, the use of budgets
 * with what was issued, and the shop days, tier points and counts of achievements with what caused
 * them. Memory holds one page of entries, the lots and transactions of one profile, and what each
 * profile uses of budgets. Pass it one consistent snapshot (`store.snapshot`), or concurrent writes
 * look like differences.
 */
export const verifyLedger = async (
  deps: ReadDeps & { readonly now: Instant },
  onProgress: (profiles: number, entries: number) => void = () => {},
): Promise<Verification> => {
  const brokenLinks: (BrokenLink & { readonly profileId: ProfileId })[] = [];
  const differences: Difference[] = [];
  const fileProblems = await readFileProblems(deps, FINDINGS_MAX);
  let profiles = 0;
  let entries = 0;

  const verifyProfile = async (profileId: ProfileId): Promise<void> => {
    const folded = await foldChain(deps, profileId);
    if (folded.brokenLink) brokenLinks.push({ profileId, ...folded.brokenLink });
    const shopDays = await compareShopDays(deps, profileId);
    const tiers = await compareTierDays(deps, profileId);
    const counts = await compareCountDays(deps, profileId);
    differences.push(
      ...(await compareProjection(deps, folded)),
      ...shopDayDifferences(profileId, shopDays),
      ...tiers.differences,
      ...counts.differences,
    );
    profiles += 1;
    entries += folded.version;
  };

  const walk = async (after: ProfileId | null): Promise<void> => {
    let last = after;
    do {
      const profileIds = await readAccountIdsAfter(deps, last, PROFILES_AT_ONCE);
      for (const profileId of profileIds) {
        await verifyProfile(profileId);
        if (brokenLinks.length >= FINDINGS_MAX || differences.length >= FINDINGS_MAX) return;
      }
      onProgress(profiles, entries);
      last = profileIds.at(-1) ?? null;
    } while (last !== null);
  };

  await walk(null);
  for (const profileId of await readProfilesWithoutAccount(deps, FINDINGS_MAX)) {
    await verifyProfile(profileId);
  }
  differences.push(...(await compareBenefitCounts(deps)));
  differences.push(...(await compareBudgets(deps)));
  return {
    profiles,
    entries,
    brokenLinks,
    differences: differences.slice(0, FINDINGS_MAX),
    fileProblems,
    parked: await readParkedDue(deps, FINDINGS_MAX),
    isWhole: brokenLinks.length + differences.length + fileProblems.length === 0,
  };
};
