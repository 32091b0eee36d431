import { locationView } from "#shared/api/location.ts";
import {
  earnedView,
  type TransactionView,
  transactionItemView,
  transactionStaffView,
  transactionView,
} from "#shared/api/transaction-view.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { readLocationRecords } from "#sync-server/storage/location-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption-list.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readStaffRecords } from "#sync-server/storage/staff-store.ts";
import { readItemsOf } from "#sync-server/storage/transaction-item-store.ts";
import type { TransactionRecord } from "#sync-server/storage/transaction-table.ts";

/**
 * Transactions as the API shows them, with what each has earned. Everything they refer to is read
 * for all of them at once.
 */
export const transactionViews = async (
  deps: ReadDeps,
  transactions: readonly TransactionRecord[],
): Promise<TransactionView[]> => {
  const [programme, items, locations, staff, profiles, redemptions] = await Promise.all([
    loadProgramme(deps),
    readItemsOf(
      deps,
      transactions.map((transaction) => transaction.id),
    ),
    readLocationRecords(deps, distinct(transactions.map((transaction) => transaction.locationId))),
    readStaffRecords(deps, distinct(transactions.map((transaction) => transaction.staffId))),
    readProfileRecords(deps, distinct(transactions.map((transaction) => transaction.profileId))),
    readRedemptionsByIds(
      deps,
      distinct(transactions.map((transaction) => transaction.redemptionId)),
    ),
  ]);
  const places = new Map(locations.map((location) => [location.id, locationView(location)]));
  return transactions.map((transaction) => {
    const person = staff.find((each) => each.id === transaction.staffId);
    const profile = profiles.find((each) => each.id === transaction.profileId);
    return transactionView(transaction, {
      items: (items.get(transaction.id) ?? []).map((item) =>
        transactionItemView(transaction, item),
      ),
      location:
        transaction.locationId === null ? null : (places.get(transaction.locationId) ?? null),
      staff: person ? transactionStaffView(person) : null,
      email: profile?.email ?? null,
      redemption: redemptions.find((each) => each.id === transaction.redemptionId) ?? null,
      earned: earnedView(programme, transaction.earned),
    });
  });
};

const distinct = <T>(ids: readonly (T | null)[]): readonly T[] => [
  ...new Set(ids.filter((id) => id !== null)),
];
