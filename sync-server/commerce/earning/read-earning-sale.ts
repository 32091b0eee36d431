import type { EarningSale } from "#shared/incentive/points/earned-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { intoForeign } from "#shared/kernel/exchange-rate.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type { TransactionFields } from "#sync-server/storage/commerce/transaction-table.ts";
import { readCreditDrawn } from "#sync-server/storage/incentive/credits/credit-drawn-store.ts";
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
    // The sale's amounts may be in another currency.
    const paid = sale.exchangeRate ? intoForeign(drawn.cents, sale.exchangeRate) : drawn.cents;
    return { ...sale, payments: [{ code, cents: paid }] };
  });
};

export const readEarningSale = async (deps: ReadDeps, sale: Sold): Promise<EarningSale> =>
  assertDefined((await readEarningSales(deps, [sale]))[0], "the sale that was read");
