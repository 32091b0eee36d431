import {
  addShopDays,
  type ShopDay,
  shopDaysOf,
  subtractShopDays,
} from "#shared/commerce/shop-day.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import {
  addToShopDays,
  deleteShopDays,
  readCountedTransactions,
  readShopDays,
} from "#sync-server/storage/commerce/shop-day-store.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Recalculates a profile's shop days from its transactions (DOMAIN §4). They should never differ
 * ([A1]); if they did, records by how much.
 */
export const calculateAggregations = async (
  deps: WriteDeps,
  { profileId }: { readonly profileId: ProfileId },
): Promise<void> => {
  if (!(await lockAccount(deps, profileId))) return;
  const { missing } = await rebuildShopDays(deps, profileId);
  if (missing.length === 0) return;
  const context = { transactionId: null, days: missing };
  deps.happened({ kind: "aggregation.updated", profileId, context });
};

/** The shop days that are stored, what the transactions add up to, and what is missing. */
export type ShopDayComparison = {
  readonly stored: readonly ShopDay[];
  readonly counted: readonly ShopDay[];
  /** What has to be added to the stored ones. */
  readonly missing: readonly ShopDay[];
};

/** Corrects the shop days of a profile whose account is locked, and tells its devices. */
export const rebuildShopDays = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<ShopDayComparison> => {
  const compared = await compareShopDays(deps, profileId);
  if (compared.missing.length > 0) {
    await deleteShopDays(deps, profileId);
    await addToShopDays(deps, profileId, compared.counted);
    const profile = await readProfileRecord(deps, profileId);
    if (profile) deps.touched(profileTouch(profile, "accounts", profileId));
  }
  return compared;
};

/** Compares a profile's shop days with its transactions. */
export const compareShopDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<ShopDayComparison> => {
  const [byProfile, transactions] = await Promise.all([
    readShopDays(deps, [profileId]),
    readCountedTransactions(deps, profileId),
  ]);
  const stored = addShopDays(byProfile.get(profileId) ?? []);
  const counted = shopDaysOf(transactions);
  return { stored, counted, missing: subtractShopDays(counted, stored) };
};
