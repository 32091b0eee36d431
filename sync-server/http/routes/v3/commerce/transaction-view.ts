import type { z } from "zod";
import { earnedTierPointViews, earnedView } from "#shared/api/commerce/earned-view.ts";
import {
  type TransactionView,
  transactionItemView,
  transactionView,
  withoutPerson,
  type writtenTransactionSchema,
} from "#shared/api/commerce/transaction-view.ts";
import { movedAchievementView } from "#shared/api/incentive/achievements/achievement.ts";
import { balancesView } from "#shared/api/ledger/balances.ts";
import { locationView } from "#shared/api/organisation/location.ts";
import { staffProfile } from "#shared/api/organisation/staff.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TransactionAnswer } from "#sync-server/commerce/transaction-answer.ts";
import { showBenefits } from "#sync-server/http/routes/v3/incentive/benefits/show-benefits.ts";
import { showRewards } from "#sync-server/http/routes/v3/incentive/rewards/rewards.ts";
import { redemptionViews } from "#sync-server/http/routes/v3/redemption/redemption-view.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readVariantsOfLines } from "#sync-server/storage/catalogue/variant-store.ts";
import { readItemsOf } from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  findSalesPaidWith,
  readTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readStaffRecords } from "#sync-server/storage/organisation/staff-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import {
  readRedemptionsByIds,
  readReversals,
} from "#sync-server/storage/redemption/redemption-list.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * Transactions as the API shows them, with what each has earned. Everything they refer to is read
 * for all of them at once.
 */
export const transactionViews = async (
  deps: ReadDeps,
  transactions: readonly TransactionRecord[],
  currency: Currency,
): Promise<TransactionView[]> => {
  const voided = transactions.filter(({ isVoid }) => isVoid);
  const voidedRedemptions = distinct(voided.map((each) => each.redemptionId));
  const ids = distinct(transactions.map((each) => each.id));
  const [programme, items, variants, locations, staff, profiles, redemptions, paid, reversals] =
    await Promise.all([
      loadProgramme(deps),
      readItemsOf(deps, ids),
      readVariantsOfLines(deps, ids),
      locationStore.readAll(deps, distinct(transactions.map((each) => each.locationId))),
      readStaffRecords(deps, distinct(transactions.map((each) => each.staffId))),
      readProfileRecords(deps, distinct(transactions.map((each) => each.profileId))),
      readRedemptionsByIds(deps, distinct(transactions.map((each) => each.redemptionId))),
      findSalesPaidWith(deps, voidedRedemptions),
      readReversals(deps, voidedRedemptions),
    ]);
  const shown = await redemptionViews(deps, [...redemptions, ...reversals], currency);
  const shownRedemptions = new Map(shown.map((each) => [each.id, each]));
  const redemptionOf = (id: RedemptionId | null) =>
    id === null ? null : (shownRedemptions.get(id) ?? null);
  return transactions.map((transaction) => {
    const location = locations.find((each) => each.id === transaction.locationId);
    const person = staff.find((each) => each.id === transaction.staffId);
    const profile = profiles.find((each) => each.id === transaction.profileId);
    const isHidden =
      deps.hidesPeople || (deps.hidesDeleted && profile && !isLiving(profile.profileType));
    const lines = items.get(transaction.id) ?? [];
    return transactionView(isHidden ? withoutPerson(transaction) : transaction, {
      items: lines.map((line) =>
        transactionItemView(transaction, line, variants.get(line.id) ?? null, currency),
      ),
      location: location ? locationView(location) : null,
      staff: person ? staffProfile(person) : null,
      email: isHidden ? null : (profile?.email ?? null),
      redemption: redemptionOf(transaction.redemptionId),
      redemptionPaysFor: transaction.isVoid ? (paid.get(transaction.redemptionId) ?? null) : null,
      reversals: reversals
        .filter(({ reversesId }) => transaction.isVoid && reversesId === transaction.redemptionId)
        .flatMap(({ id }) => redemptionOf(id) ?? []),
      earned: earnedView(programme, transaction.earned),
      tierPoints: earnedTierPointViews(programme, transaction),
    });
  });
};

/**
 * The answers kept when transactions were written, with each transaction, and what it issued, as
 * they are now.
 */
export const writtenTransactionViews = (
  plane: Plane,
  answers: readonly TransactionAnswer[],
): Promise<z.output<typeof writtenTransactionSchema>[]> => {
  const { read, currency } = plane;
  return Promise.all(
    answers.map(async ({ transactionId, earned, tiers, achievements, issued, balances }) => {
      const record = await readTransaction({ ...read, hidesDeleted: false }, transactionId);
      const transaction = { ...assertDefined(record, "the transaction just written"), earned };
      const [view] = await transactionViews(read, [transaction], currency);
      const shown = assertDefined(view, "one view for one transaction");
      return {
        ...shown,
        tiers,
        achievements: achievements.map(movedAchievementView),
        issued: await showIssued(plane, issued),
        balances: balances && balancesView(balances, currency),
      };
    }),
  );
};

/** Rewards and benefits that a transaction has issued, in order. */
const showIssued = async (plane: Plane, lotIds: TransactionAnswer["issued"]) => {
  if (lotIds.length === 0) return { rewards: [], benefits: [] };
  const found = await readLotRecords(plane.read, lotIds);
  const lots = lotIds.flatMap((id) => found.find(({ lotId }) => lotId === id) ?? []);
  const [rewards, benefits] = await Promise.all([
    showRewards(
      plane,
      lots.filter(({ unit }) => unit === "reward"),
    ),
    showBenefits(
      plane,
      lots.filter(({ unit }) => unit === "benefit"),
    ),
  ]);
  return { rewards, benefits };
};
