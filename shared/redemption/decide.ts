import { AMOUNT_CENTS_MAX, type Cents, minCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { FreezeReason } from "#shared/ledger/freeze.ts";
import { planRedemption, type RedemptionPlan } from "./plan.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";
import { roomForDiscounts, roomInBasket, type SaleRefusal, type SaleToPay } from "./sale-limits.ts";
import { isDiscount } from "./unit.ts";

/** A redemption to decide, from a device's command or the API. */
export type RedeemRequest = SaleToPay & {
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
  /** When it is judged: the device's time of the redemption, clamped by the server ([R6]). */
  readonly occurredAt: Instant;
  readonly whenShort: WhenShort;
};

/**
 * What to do if the account doesn't hold the amount: `refuse` it; redeem `partly`, as much as there
 * is; or `honour` it, because the goods have left the shop ([R5]).
 */
export type WhenShort = "refuse" | "partly" | "honour";

type ShortRules = {
  /** The goods have left the shop, so nothing can stop it any more. */
  readonly isDone: boolean;
  /** It may be for less than was asked. */
  readonly takesPart: boolean;
};

export const WHEN_SHORT: Readonly<Record<WhenShort, ShortRules>> = {
  refuse: { isDone: false, takesPart: false },
  partly: { isDone: false, takesPart: true },
  honour: { isDone: true, takesPart: false },
};

/** Why a redemption is refused, in order of precedence ([R4]). */
export type RedeemRefusal =
  | { readonly reason: "amount_not_positive" }
  | { readonly reason: "amount_too_large"; readonly maxCents: number }
  | { readonly reason: "account_frozen"; readonly frozenFor: FreezeReason }
  | SaleRefusal
  | { readonly reason: "insufficient_balance"; readonly availableCents: Cents };

/** The outcome of a redemption: the lots that pay, and how much of it the account didn't hold. */
export type RedeemDecision = {
  readonly plan: RedemptionPlan;
  readonly redeemedCents: Cents;
  readonly shortfallCents: Cents;
};

/**
 * Decides a redemption: on the device, to serve the customer now, and again on the server against
 * all facts, where the answer is final. With `honour`, any amount the account doesn't hold becomes
 * a shortfall ([R5]), and neither a freeze nor a limit of the sale changes anything: the goods have
 * left the shop ([Z1], [Z3], [K4]).
 */
export const decideRedeem = (
  account: Account,
  programme: Programme,
  request: RedeemRequest,
): Result<RedeemDecision, RedeemRefusal> => {
  const { amountCents, strategies, occurredAt } = request;
  const { isDone, takesPart } = WHEN_SHORT[request.whenShort];
  if (amountCents <= 0) return err({ reason: "amount_not_positive" });
  if (amountCents > AMOUNT_CENTS_MAX) {
    return err({ reason: "amount_too_large", maxCents: AMOUNT_CENTS_MAX });
  }
  if (account.freeze !== null && !isDone) {
    return err({ reason: "account_frozen", frozenFor: account.freeze.reason });
  }
  const asked = { amountCents, strategies, at: occurredAt };
  if (isDone) {
    const plan = planRedemption(account, programme, asked);
    return ok({ plan, redeemedCents: amountCents, shortfallCents: plan.unpaidCents });
  }
  const room = roomOf(programme, request);
  // Otherwise the discounts would be left out without a word.
  if (room.discounts?.refusal.reason === "basket_needed") return err(room.discounts.refusal);
  const mostCents = minCents(amountCents, room.basket?.maxCents ?? amountCents);
  if (room.basket && mostCents < amountCents && !(takesPart && mostCents > 0)) {
    return err(room.basket.refusal);
  }
  const wanted = { ...asked, amountCents: mostCents };
  const discountMaxCents = room.discounts?.maxCents ?? mostCents;
  const plan = planRedemption(account, programme, { ...wanted, discountMaxCents });
  const { plannedCents, unpaidCents } = plan;
  if (unpaidCents === 0 || (takesPart && plannedCents > 0)) {
    return ok({ plan, redeemedCents: plannedCents, shortfallCents: ZERO_CENTS });
  }
  // The limit is to blame only if the account holds more than it allows.
  const held = planRedemption(account, programme, wanted);
  return room.discounts && held.plannedCents > plannedCents
    ? err(room.discounts.refusal)
    : err({ reason: "insufficient_balance", availableCents: plannedCents });
};

const roomOf = ({ policy }: Programme, request: RedeemRequest) => ({
  basket: roomInBasket(request),
  discounts: request.strategies.some(isDiscount)
    ? roomForDiscounts(policy.saleLimits, request)
    : null,
});
