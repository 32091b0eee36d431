import type { LocalRefusal, RedeemPreview } from "#renderer/data/redeem-outcome.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { AMOUNT_CENTS_MAX, cents } from "#shared/kernel/money.ts";
import { atRiskMaxCents, checkFloorLimits } from "#shared/redemption/floor-limits.ts";
import { planRedemption, type RedemptionPlan } from "#shared/redemption/plan.ts";
import { DEFAULT_STRATEGIES, type Strategy } from "#shared/redemption/policy.ts";
import type { Situation } from "./situation.ts";

/**
 * Says who may say yes to a redemption right now: the server when it is there, else this device
 * inside the floor limits, else nobody, with the first reason that applies.
 */
export const chooseTier = (
  situation: Situation,
  request: { readonly amountCents: Cents; readonly strategies?: readonly Strategy[] | undefined },
): RedeemPreview => {
  const { programme, account, now } = situation;
  const { amountCents, strategies = DEFAULT_STRATEGIES } = request;
  const plan = programme
    ? planRedemption(account, programme, {
        amountCents: positive(amountCents),
        strategies,
        at: now,
      })
    : emptyPlan(amountCents);
  const refusal = basicRefusal(situation, amountCents) ?? shortRefusal(plan);
  if (situation.connection === "online") {
    return refusal ? { plan, tier: "declined", refusal } : { plan, tier: "online", refusal: null };
  }
  const atRisk =
    basicRefusal(situation, amountCents) ??
    floorRefusal(situation, amountCents) ??
    shortRefusal(plan);
  return atRisk
    ? { plan, tier: "declined", refusal: atRisk }
    : { plan, tier: "at_risk", refusal: null };
};

/** The most that this device may redeem without the server right now, and why not more. */
export const atRiskNow = (
  situation: Situation,
): { readonly maxCents: Cents; readonly refusal: LocalRefusal | null } => {
  const { programme, exposure } = situation;
  const maxCents =
    programme && exposure && !isAtRiskBarred(situation)
      ? atRiskMaxCents(programme.policy.floorLimits, exposure)
      : cents(0);
  if (maxCents > 0) return { maxCents, refusal: null };
  const one = cents(1);
  return { maxCents, refusal: basicRefusal(situation, one) ?? floorRefusal(situation, one) };
};

const basicRefusal = (situation: Situation, amountCents: Cents): LocalRefusal | null => {
  if (!situation.isProfileKnown) return { reason: "profile_unknown" };
  if (!situation.programme) return { reason: "not_ready" };
  if (amountCents <= 0) return { reason: "amount_not_positive" };
  if (amountCents > AMOUNT_CENTS_MAX) {
    return { reason: "amount_too_large", maxCents: AMOUNT_CENTS_MAX };
  }
  return null;
};

const shortRefusal = (plan: RedemptionPlan): LocalRefusal | null =>
  plan.unpaidCents > 0
    ? { reason: "insufficient_balance", availableCents: plan.plannedCents }
    : null;

const floorRefusal = (situation: Situation, amountCents: Cents): LocalRefusal | null => {
  const { programme, exposure } = situation;
  if (!programme || !exposure) return { reason: "not_ready" };
  if (situation.didClockGoBack) return { reason: "clock_went_back" };
  if (isAtRiskBarred(situation)) return { reason: "at_risk_off" };
  const checked = checkFloorLimits(programme.policy.floorLimits, exposure, amountCents);
  return checked.ok ? null : checked.error;
};

/** A device that the server no longer knows, or that has a twin, gives nothing away on its own. */
const isAtRiskBarred = ({ connection, didClockGoBack }: Situation): boolean =>
  connection === "must_enrol" || didClockGoBack;

const positive = (amountCents: Cents): Cents => cents(Math.max(0, amountCents));

const emptyPlan = (amountCents: Cents): RedemptionPlan => ({
  parts: [],
  plannedCents: cents(0),
  unpaidCents: positive(amountCents),
});
