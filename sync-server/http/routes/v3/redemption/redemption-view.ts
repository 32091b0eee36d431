import {
  type RedemptionView,
  redemptionItemView,
  redemptionView,
} from "#shared/api/redemption/redemption.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { distinct } from "#shared/kernel/object.ts";
import { findSalesPaidWith } from "#sync-server/storage/commerce/transaction-store.ts";
import { readNumberedEntries } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { Redemption } from "#sync-server/storage/redemption/redemption-store.ts";
import { ITEM_ENTRIES } from "#sync-server/storage/redemption/redemption-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * Redemptions as the API shows them, each with what it drew from which lot, or a reversal gave back
 * to it (DOMAIN §11.8). Everything they refer to is read for all of them at once. Who redeemed is
 * left blank for callers who may not read profiles.
 */
export const redemptionViews = async (
  deps: ReadDeps,
  redemptions: readonly Redemption[],
  currency: Currency,
): Promise<RedemptionView[]> => {
  const ids = new Set(redemptions.map((redemption) => redemption.profileId));
  const commandIds = redemptions.map((redemption) => redemption.commandId);
  const [profiles, entries, paid] = await Promise.all([
    deps.hidesPeople ? [] : readProfileRecords(deps, [...ids]),
    readNumberedEntries(deps, commandIds),
    findSalesPaidWith(deps, distinct(redemptions.map(({ id }) => id))),
  ]);
  const lots = await readLotRecords(deps, [...new Set(entries.map((entry) => entry.lotId))]);
  const lotsById = new Map(lots.map((lot) => [lot.lotId, lot]));
  return redemptions.map((redemption) => {
    const { commandId, type } = redemption;
    const profile = profiles.find((each) => each.id === redemption.profileId) ?? null;
    const items = entries
      .filter((entry) => entry.commandId === commandId && ITEM_ENTRIES[type].includes(entry.kind))
      .map((entry) => redemptionItemView(entry, lotsById.get(entry.lotId) ?? null, currency));
    const transactionId = paid.get(redemption.id) ?? null;
    return redemptionView(redemption, { profile, items, transactionId }, currency);
  });
};
