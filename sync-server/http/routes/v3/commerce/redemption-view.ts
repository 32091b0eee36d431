import { type RedemptionView, redemptionItemView, redemptionView } from "#shared/api/redemption.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { readNumberedEntries } from "#sync-server/storage/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/lot-record-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { Redemption } from "#sync-server/storage/redemption-store.ts";
import { ITEM_ENTRIES } from "#sync-server/storage/redemption-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * Redemptions as the API shows them, each with what it drew from which lot (DOMAIN §11.8). Who
 * redeemed is left blank for callers who may not read profiles.
 */
export const redemptionViews = async (
  deps: ReadDeps,
  redemptions: readonly Redemption[],
  currency: Currency,
): Promise<RedemptionView[]> => {
  const ids = [...new Set(redemptions.map((redemption) => redemption.profileId))];
  const profiles = deps.hidesPeople ? [] : await readProfileRecords(deps, ids);
  return Promise.all(
    redemptions.map(async (redemption) => {
      const profile = profiles.find((each) => each.id === redemption.profileId);
      const items = await itemsOf(deps, redemption, currency);
      return redemptionView(redemption, profile ?? null, items, currency);
    }),
  );
};

/** What a redemption drew from each lot, or a reversal gave back to it. */
const itemsOf = async (deps: ReadDeps, { commandId, type }: Redemption, currency: Currency) => {
  const entries = await readNumberedEntries(deps, commandId);
  const drawn = entries.filter((entry) => entry.kind === ITEM_ENTRIES[type]);
  const ids = drawn.map((entry) => entry.lotId);
  const lots = await readLotRecords(deps, ids);
  return drawn.map((entry) =>
    redemptionItemView(entry, lots.find((lot) => lot.lotId === entry.lotId) ?? null, currency),
  );
};
