import type { EarningSale } from "#shared/incentive/points/earned-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type ExchangeRate, intoForeign } from "#shared/kernel/exchange-rate.ts";
import { type Cents, minCents } from "#shared/kernel/money.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type { TransactionFields } from "#sync-server/storage/commerce/transaction-table.ts";
import {
  type CreditDrawn,
  readCreditDrawn,
} from "#sync-server/storage/incentive/credits/credit-drawn-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { earningSaleOf } from "./earning-sale.ts";

type Sold = {
  readonly fields: Parameters<typeof earningSaleOf>[0] & Pick<TransactionFields, "redemptionId">;
  readonly items: readonly ItemRecord[];
};

/**
 * Sales as their points depend on them, with the credit that paid for them ([P8]): unlike a
 * discount, that is part of the total. A sale that lists its payments says itself what was paid
 * with credit.
 */
export const readEarningSales = async (
  deps: ReadDeps,
  sales: readonly Sold[],
): Promise<readonly EarningSale[]> => {
  const known = sales.map(({ fields, items }) => earningSaleOf(fields, items));
  const redemptionOf = (index: number) =>
    known[index]?.payments.length === 0 ? (sales[index]?.fields.redemptionId ?? null) : null;
  const asked = sales.map((_, index) => redemptionOf(index)).filter((id) => id !== null);
  const drawnBy = await readCreditDrawn(deps, asked);
  return known.map((sale, index) => {
    const redemptionId = redemptionOf(index);
    const drawn = redemptionId === null ? undefined : drawnBy.get(redemptionId);
    if (drawn === undefined) return sale;
    const code = drawn.isCard ? "gift card" : "credit";
    return { ...sale, payments: [{ code, cents: paidIn(sale.exchangeRate ?? null, drawn) }] };
  });
};

/**
 * The credit that paid for a sale, in its currency. If it was redeemed in that currency, the rate
 * may have changed since: it is then what was redeemed, at the rate of the redemption ([C3]).
 */
const paidIn = (rate: ExchangeRate | null, { cents, foreignAmounts }: CreditDrawn): Cents => {
  if (rate === null) return cents;
  if (foreignAmounts?.from !== rate.from) return intoForeign(cents, rate);
  return minCents(intoForeign(cents, foreignAmounts), foreignAmounts.totalCents);
};

/** One sale, as it earns. */
export const readEarningSale = async (deps: ReadDeps, sale: Sold): Promise<EarningSale> =>
  assertDefined((await readEarningSales(deps, [sale]))[0], "the sale that was read");
