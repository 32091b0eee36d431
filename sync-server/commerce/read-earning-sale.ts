import type { EarningSale } from "#shared/incentive/earned-points.ts";
import { cents, sumCents } from "#shared/kernel/money.ts";
import { readEntriesOfCommand } from "#sync-server/storage/entry-store.ts";
import { findCardOfAccount } from "#sync-server/storage/gift-card-store.ts";
import { findRedemption } from "#sync-server/storage/redemption-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { ItemRecord } from "#sync-server/storage/transaction-item-store.ts";
import type { TransactionFields } from "#sync-server/storage/transaction-table.ts";
import { earningSaleOf } from "./earning-sale.ts";

/**
 * A sale as its points depend on it, with the credit that paid for it ([P8]): unlike a discount, that
 * is part of the total. A sale that lists its payments says itself what was paid with credit.
 */
export const readEarningSale = async (
  deps: ReadDeps,
  sale: Parameters<typeof earningSaleOf>[0] & Pick<TransactionFields, "redemptionId">,
  items: readonly ItemRecord[],
): Promise<EarningSale> => {
  const known = earningSaleOf(sale, items);
  if (sale.redemptionId === null || known.payments.length > 0) return known;
  return { ...known, payments: await creditPaidBy(deps, sale.redemptionId) };
};

const creditPaidBy = async (
  deps: ReadDeps,
  redemptionId: NonNullable<TransactionFields["redemptionId"]>,
): Promise<EarningSale["payments"]> => {
  const redemption = await findRedemption(deps, redemptionId);
  if (!redemption) return [];
  const entries = await readEntriesOfCommand(deps, redemption.commandId);
  const drawn = entries.filter(({ kind, unit }) => kind === "redeem" && unit === "credit");
  if (drawn.length === 0) return [];
  const isCard = (await findCardOfAccount(deps, redemption.profileId)) !== null;
  const paidCents = sumCents(drawn.map(({ valueCents }) => cents(-valueCents)));
  return [{ code: isCard ? "gift card" : "credit", cents: paidCents }];
};
