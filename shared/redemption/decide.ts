import { AMOUNT_CENTS_MAX, type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { FreezeReason } from "#shared/ledger/freeze.ts";
import { planRedemption, type RedemptionPlan } from "./plan.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";

/** A redemption to decide, from a device's command or the API. */
export type RedeemRequest = {
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
 * a shortfall ([R5]), and a freeze changes nothing: the goods have left the shop ([Z1], [Z3]).
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
  const plan = planRedemption(account, programme, { amountCents, strategies, at: occurredAt });
  const { plannedCents, unpaidCents } = plan;
  if (isDone) return ok({ plan, redeemedCents: amountCents, shortfallCents: unpaidCents });
  const isEnough = unpaidCents === 0 || (takesPart && plannedCents > 0);
  return isEnough
    ? ok({ plan, redeemedCents: plannedCents, shortfallCents: ZERO_CENTS })
    : err({ reason: "insufficient_balance", availableCents: plannedCents });
};
