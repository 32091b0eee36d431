import { z } from "zod";
import { AMOUNT_CENTS_MAX, type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { timesOver } from "#shared/kernel/times-over.ts";

const limit = z.int().min(0).max(AMOUNT_CENTS_MAX).brand<"Cents">();

/**
 * How much of one sale rewards and points may pay, with or without the server (SPEC.md [K1] to
 * [K6]). Credit is the customer's own money, so it is only bounded by the basket.
 */
export const saleLimitsSchema = z.object({
  /** Nothing is taken off a smaller basket. */
  minBasketCents: limit,
  /** Share of the basket, in percent. */
  maxSharePercent: z.int().min(0).max(100),
  /** Null: as much as the basket allows. */
  maxPerSaleCents: limit.nullable(),
});
export type SaleLimits = z.infer<typeof saleLimitsSchema>;

/** The limits of a new tenant: any discount up to the whole basket. */
export const NO_SALE_LIMITS: SaleLimits = {
  minBasketCents: ZERO_CENTS,
  maxSharePercent: 100,
  maxPerSaleCents: null,
};

/** What is known about the sale that a redemption is for. */
export type SaleToPay = {
  /** What can be paid by redeeming: the sale without its gift cards ([K1]). Null: nobody said. */
  readonly basketCents: Cents | null;
  /** What has been redeemed for it already ([K5]); null or left out: nothing. */
  readonly earlier?: EarlierInSale | null;
};
export type EarlierInSale = { readonly discountCents: Cents; readonly creditCents: Cents };

/** Why no more can be redeemed for a sale, in order of precedence ([R4]). */
export type SaleRefusal =
  /** A limit depends on the basket, and the request doesn't say what it comes to. */
  | { readonly reason: "basket_needed" }
  /** That's more than there is to pay. */
  | { readonly reason: "over_basket"; readonly maxCents: Cents }
  | { readonly reason: "basket_too_small"; readonly minCents: Cents }
  | { readonly reason: "over_basket_share"; readonly maxCents: Cents; readonly percent: number }
  | { readonly reason: "over_sale_limit"; readonly maxCents: Cents };

/** Which limit of a sale was exceeded by what can't be taken back any more ([K6]). */
export const exceededSaleLimitSchema = z.enum([
  "over_basket",
  "basket_too_small",
  "over_basket_share",
  "over_sale_limit",
]);
export type ExceededSaleLimit = {
  readonly limit: z.infer<typeof exceededSaleLimitSchema>;
  /** What it allows, and what was redeemed of what it is about. */
  readonly maxCents: Cents;
  readonly redeemedCents: Cents;
};

/** The most that may be drawn for a sale, and why not more. */
export type SaleRoom = { readonly maxCents: Cents; readonly refusal: SaleRefusal };

/** Whether the limits can't be checked without knowing the basket ([K2]). */
export const needsBasket = ({ minBasketCents, maxSharePercent }: SaleLimits): boolean =>
  minBasketCents > 0 || maxSharePercent < 100;

/** The most that can still be redeemed for a sale, by whatever pays ([K1]); null: not known. */
export const roomInBasket = ({ basketCents, earlier }: SaleToPay): SaleRoom | null => {
  if (basketCents === null) return null;
  const maxCents = atLeastZero(basketCents - earlierOf(earlier));
  return { maxCents, refusal: { reason: "over_basket", maxCents } };
};

/**
 * The most that discounts can still take off a sale: what the tightest of the limits leaves, null
 * if none applies. Of two that leave the same, the one that is listed first says why.
 */
export const roomForDiscounts = (limits: SaleLimits, sale: SaleToPay): SaleRoom | null => {
  const { basketCents } = sale;
  if (basketCents === null && needsBasket(limits)) {
    return { maxCents: ZERO_CENTS, refusal: { reason: "basket_needed" } };
  }
  const taken = sale.earlier?.discountCents ?? 0;
  const rooms = [
    ...(basketCents === null ? [] : roomsOfBasket(limits, basketCents, taken)),
    ...roomOfSale(limits, taken),
  ];
  return rooms.reduce<SaleRoom | null>(
    (least, room) => (least !== null && least.maxCents <= room.maxCents ? least : room),
    null,
  );
};

/**
 * The most that may be redeemed for a sale, as far as that is known by now; null if nothing limits
 * it.
 */
export const mostForSale = (
  limits: SaleLimits,
  sale: SaleToPay,
  drawsDiscounts: boolean,
): Cents | null => {
  const discounts = drawsDiscounts ? roomForDiscounts(limits, sale) : null;
  const rooms = [roomInBasket(sale), discounts].flatMap((room) =>
    room === null || room.refusal.reason === "basket_needed" ? [] : [room.maxCents],
  );
  return rooms.length === 0 ? null : cents(Math.min(...rooms));
};

/** The limit that all that was redeemed for a sale exceeds ([K6]); null if none. */
export const exceededSaleLimit = (
  limits: SaleLimits,
  basketCents: Cents | null,
  { discountCents, creditCents }: EarlierInSale,
): ExceededSaleLimit | null => {
  const basket = roomInBasket({ basketCents });
  const discounts = roomForDiscounts(limits, { basketCents });
  const allCents = cents(discountCents + creditCents);
  return exceeded(basket, allCents) ?? exceeded(discounts, discountCents);
};

const exceeded = (room: SaleRoom | null, redeemedCents: Cents): ExceededSaleLimit | null => {
  // What a sale comes to may never be known.
  if (room === null || room.refusal.reason === "basket_needed") return null;
  const { maxCents, refusal } = room;
  return redeemedCents > maxCents ? { limit: refusal.reason, maxCents, redeemedCents } : null;
};

const roomsOfBasket = (
  { minBasketCents, maxSharePercent: percent }: SaleLimits,
  basketCents: Cents,
  taken: number,
): readonly SaleRoom[] => {
  if (basketCents < minBasketCents) {
    const refusal = { reason: "basket_too_small", minCents: minBasketCents } as const;
    return [{ maxCents: ZERO_CENTS, refusal }];
  }
  if (percent === 100) return [];
  // Rounded down: never more than the share.
  const maxCents = atLeastZero(timesOver(Math.max(0, basketCents), percent, 100) - taken);
  return [{ maxCents, refusal: { reason: "over_basket_share", maxCents, percent } }];
};

const roomOfSale = ({ maxPerSaleCents }: SaleLimits, taken: number): readonly SaleRoom[] => {
  if (maxPerSaleCents === null) return [];
  const maxCents = atLeastZero(maxPerSaleCents - taken);
  return [{ maxCents, refusal: { reason: "over_sale_limit", maxCents } }];
};

const earlierOf = (earlier: SaleToPay["earlier"]): number =>
  !earlier ? 0 : earlier.discountCents + earlier.creditCents;

const atLeastZero = (left: number): Cents => cents(Math.max(0, left));
