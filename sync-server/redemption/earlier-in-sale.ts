import { type NamedSale, type SaleKey, saleKeyOf } from "#shared/commerce/sale-key.ts";
import { type Cents, negateCents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { LedgerEntry, Unit } from "#shared/ledger/entry.ts";
import type { RedeemRequest } from "#shared/redemption/decide.ts";
import {
  type EarlierInSale,
  needsBasket,
  type SaleLimits,
} from "#shared/redemption/sale-limits.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import {
  lockSale,
  readRedeemedForSale,
} from "#sync-server/storage/redemption/redeemed-for-sale-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * What has been redeemed for the same sale before, by anybody ([K5]), once nobody else is redeeming
 * for it. Null, without a question to the database, if nothing depends on it: no sale is named, or
 * nothing limits it.
 */
export const earlierInSale = async (
  deps: WriteDeps,
  limits: SaleLimits,
  input: Pick<RedeemRequest, "basketCents" | "occurredAt"> & NamedSale,
): Promise<EarlierInSale | null> => {
  const isNamed = input.transactionExternalId !== null || input.transactionReceiptRef !== null;
  const isLimited =
    input.basketCents !== null || needsBasket(limits) || limits.maxPerSaleCents !== null;
  if (!isNamed || !isLimited) return null;
  const sale = saleKeyOf(input);
  await lockSale(deps, sale);
  return redeemedForSale(deps, sale, input.occurredAt);
};

/** What was redeemed for a sale in the day before an instant, and since ([K5]). */
export const redeemedForSale = async (
  deps: ReadDeps,
  sale: SaleKey,
  at: Instant,
): Promise<EarlierInSale> => redeemedIn(await readRedeemedForSale(deps, sale, addMs(at, -DAY_MS)));

/** The same with what a redemption draws now. */
export const redeemedWith = (
  earlier: EarlierInSale | null,
  entries: readonly LedgerEntry[],
): EarlierInSale => {
  const now = redeemedIn(
    entries
      .filter(({ kind }) => kind === "redeem")
      .map(({ unit, valueCents }) => ({ unit, cents: negateCents(valueCents) })),
  );
  if (!earlier) return now;
  return {
    discountCents: sumCents([earlier.discountCents, now.discountCents]),
    creditCents: sumCents([earlier.creditCents, now.creditCents]),
  };
};

const redeemedIn = (
  drawn: readonly { readonly unit: Unit; readonly cents: Cents }[],
): EarlierInSale => {
  const sum = (isDiscount: boolean) =>
    sumCents(
      drawn.map(({ unit, cents }) => (UNITS[unit].isDiscount === isDiscount ? cents : ZERO_CENTS)),
    );
  return { discountCents: sum(true), creditCents: sum(false) };
};
