import type { ProfileId } from "#shared/kernel/ids.ts";
import { sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { type RedeemRequest, WHEN_SHORT } from "#shared/redemption/decide.ts";
import {
  type EarlierInSale,
  needsBasket,
  type SaleLimits,
} from "#shared/redemption/sale-limits.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import {
  type NamedSale,
  readRedeemedForSale,
} from "#sync-server/storage/redeemed-for-sale-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** As much of a redemption as decides what counts with it. */
type RedemptionOfSale = Pick<RedeemRequest, "basketCents" | "whenShort" | "occurredAt"> &
  NamedSale & { readonly profileId: ProfileId };

/**
 * What has been redeemed for the same sale before ([K5]). Null, without a question to the database,
 * if nothing depends on it: no sale is named, nothing limits it, or it is too late anyway.
 */
export const earlierInSale = async (
  deps: ReadDeps,
  limits: SaleLimits,
  input: RedemptionOfSale,
): Promise<EarlierInSale | null> => {
  const isNamed = input.transactionExternalId !== null || input.transactionReceiptRef !== null;
  const isLimited =
    input.basketCents !== null || needsBasket(limits) || limits.maxPerSaleCents !== null;
  if (!isNamed || !isLimited || WHEN_SHORT[input.whenShort].isDone) return null;
  const since = addMs(input.occurredAt, -DAY_MS);
  const drawn = await readRedeemedForSale(deps, input.profileId, input, since);
  const sum = (isDiscount: boolean) =>
    sumCents(
      drawn.map(({ unit, cents }) => (UNITS[unit].isDiscount === isDiscount ? cents : ZERO_CENTS)),
    );
  return { discountCents: sum(true), creditCents: sum(false) };
};
