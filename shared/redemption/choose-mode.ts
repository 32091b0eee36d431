import type { LotId, StaffId } from "#shared/kernel/ids.ts";
import { addCents, type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { spendableLots } from "#shared/ledger/lot.ts";
import { balancesOf, redeemableCents } from "./balance.ts";
import { decideRedeem, type RedeemRefusal } from "./decide.ts";
import {
  atRiskMaxCents,
  checkFloorLimits,
  type Exposure,
  type FloorRefusal,
} from "./floor-limits.ts";
import type { RedemptionPlan } from "./plan.ts";
import { DEFAULT_STRATEGIES, type Strategy } from "./policy.ts";
import { type Programme, withoutSaleLimits } from "./programme.ts";
import { withBenefitEnds } from "./redeem-benefit.ts";
import type { SaleToPay } from "./sale-limits.ts";
import { isDiscount } from "./unit.ts";
import { blockedByVelocity, type KnownAct, type TooManyAnHour } from "./velocity.ts";

/** Whether the server can be reached, and what it last told this device. */
export type ServerState = "online" | "offline" | "must_update" | "must_enrol";

/** Whether the server answers but takes at most commands, until staff update the app or enrol. */
export const IS_BARRED: Readonly<Record<ServerState, boolean>> = {
  online: false,
  offline: false,
  must_update: true,
  must_enrol: true,
};

/** A device sees only its own acts, so it needs no id to tell them from others'. */
export const THIS_DEVICE = "this device";

/** Everything that a decision at the counter reads, at one instant. */
export type CounterFacts = {
  readonly isProfileKnown: boolean;
  /** With pending redemptions already subtracted. */
  readonly account: Account;
  /** Null until head office's policy has been pulled. */
  readonly programme: Programme | null;
  /** Null if accounts were never pulled. */
  readonly exposure: Exposure | null;
  readonly server: ServerState;
  /** The device's clock was set back to a wrong time (sync [S18]). */
  readonly didClockGoBack: boolean;
  /** The device went beyond what it may, and head office hasn't cleared it yet (sync [S21]). */
  readonly isOnlineOnly: boolean;
  /** What this device has redeemed lately, as far as it can see, for anyone ([H5]). */
  readonly redeemed: readonly KnownAct[];
  /** The instant at which the redemption is judged ([R6]). */
  readonly at: Instant;
};

/** Why a device declines on the spot, in order of precedence ([R4], [F9]). */
export type CounterRefusal =
  | { readonly reason: "profile_unknown" }
  /** The device hasn't pulled what a decision needs. */
  | { readonly reason: "not_ready" }
  | RedeemRefusal
  /** More than the till that opened the app allows (DOMAIN §20.3). */
  | { readonly reason: "over_till_limit"; readonly maxCents: Cents }
  | TooManyAnHour
  /** The device's clock went back: nothing at risk until it hears from the server again. */
  | { readonly reason: "clock_went_back" }
  | { readonly reason: "online_only" }
  /** Only the server can decide this, and it can't be reached. */
  | { readonly reason: "server_needed" }
  /** The benefit is used up or over, or isn't there yet ([N5]). */
  | { readonly reason: "benefit_over" }
  | FloorRefusal;

/** Who may approve: the server (`online`), this device (`at_risk`), or nobody. */
export type ModeChoice =
  | {
      readonly mode: "online" | "at_risk";
      /** Which lots would pay, as far as this device knows. */
      readonly plan: RedemptionPlan;
      readonly refusal: null;
    }
  | { readonly mode: "declined"; readonly plan: null; readonly refusal: CounterRefusal };

/**
 * Decides at the counter ([F9]): first with the same function as the server; then, if the server
 * can't be reached, within the floor limits.
 */
export const chooseMode = (
  counter: CounterFacts,
  request: Partial<SaleToPay> & {
    readonly amountCents: Cents;
    readonly strategies?: readonly Strategy[] | undefined;
    /** The most that the till that opened the app allows. */
    readonly tillMaxCents?: Cents | null;
    /** Unknown in a preview. */
    readonly staffId?: StaffId;
  },
): ModeChoice => {
  const { account, programme, at } = counter;
  const { amountCents, strategies = DEFAULT_STRATEGIES, staffId = null } = request;
  const { basketCents = null, earlier = null, tillMaxCents = null } = request;
  if (!counter.isProfileKnown) return declined({ reason: "profile_unknown" });
  if (!programme) return declined({ reason: "not_ready" });
  const decision = decideRedeem(account, programme, {
    amountCents,
    strategies,
    occurredAt: at,
    whenShort: "refuse",
    basketCents,
    earlier,
  });
  if (!decision.ok) return declined(decision.error);
  if (tillMaxCents !== null && amountCents > tillMaxCents) {
    return declined({ reason: "over_till_limit", maxCents: tillMaxCents });
  }
  const tooMany = tooManyNow(counter, programme, staffId);
  if (tooMany) return declined(tooMany);
  const { plan } = decision.value;
  if (ANSWERS[counter.server] === "server") return { mode: "online", plan, refusal: null };
  const refusal = refusalAtRisk(counter, programme, amountCents, strategies);
  return refusal ? declined(refusal) : { mode: "at_risk", plan, refusal: null };
};

/**
 * The most that this device may redeem without the server right now, for a sale of any size; if 0,
 * the reason why.
 */
export const atRiskNow = (
  counter: CounterFacts,
  strategies: readonly Strategy[] = DEFAULT_STRATEGIES,
): { readonly maxCents: Cents; readonly refusal: CounterRefusal | null } => {
  const { programme, exposure, server } = counter;
  const alone: CounterFacts = {
    ...counter,
    programme: programme && withoutSaleLimits(programme),
    server: ANSWERS[server] === "server" ? "offline" : server,
  };
  const { refusal } = chooseMode(alone, { amountCents: cents(1), strategies });
  if (refusal || !programme || !exposure) return { maxCents: ZERO_CENTS, refusal };
  const own = exposureOf(counter, programme, exposure, strategies);
  return { maxCents: atRiskMaxCents(programme.policy.floorLimits, own), refusal: null };
};

/**
 * Who decides on a redemption. A device that the server no longer recognises may not redeem at all.
 */
const ANSWERS: Readonly<Record<ServerState, "server" | "device" | "nobody">> = {
  online: "server",
  offline: "device",
  must_update: "device",
  must_enrol: "nobody",
};

const refusalAtRisk = (
  counter: CounterFacts,
  programme: Programme,
  amountCents: Cents,
  strategies: readonly Strategy[],
): CounterRefusal | null => {
  const { exposure, didClockGoBack, isOnlineOnly, server } = counter;
  if (!exposure) return { reason: "not_ready" };
  if (didClockGoBack) return { reason: "clock_went_back" };
  if (isOnlineOnly) return { reason: "online_only" };
  if (ANSWERS[server] === "nobody") return { reason: "at_risk_off" };
  const own = exposureOf(counter, programme, exposure, strategies);
  const checked = checkFloorLimits(programme.policy.floorLimits, own, amountCents);
  return checked.ok ? null : checked.error;
};

/**
 * Why a benefit can't be used at the counter now; null if the server can be asked. It always has
 * the last word, because only it knows what all of them have left (incentive/SPEC.md [N6]).
 */
export const refusalOfUse = (
  counter: CounterFacts,
  { lotId, staffId }: { readonly lotId: LotId; readonly staffId: StaffId },
): CounterRefusal | null => {
  const { programme, account, at } = counter;
  if (!counter.isProfileKnown) return { reason: "profile_unknown" };
  if (!programme) return { reason: "not_ready" };
  if (account.freeze) return { reason: "account_frozen", frozenFor: account.freeze.reason };
  const tooMany = tooManyNow(counter, programme, staffId);
  if (tooMany) return tooMany;
  const usable = spendableLots(withBenefitEnds(account.lots, programme), at);
  if (!usable.some((lot) => lot.lotId === lotId)) return { reason: "benefit_over" };
  return ANSWERS[counter.server] === "server" ? null : { reason: "server_needed" };
};

/** Why a benefit can't be claimed at the counter now: only the server decides (sync [S24]). */
export const refusalOfClaim = ({
  isProfileKnown,
  server,
}: Pick<CounterFacts, "isProfileKnown" | "server">): CounterRefusal | null => {
  if (!isProfileKnown) return { reason: "profile_unknown" };
  return ANSWERS[server] === "server" ? null : { reason: "server_needed" };
};

/** Whether another redemption would be one too many, as far as this device can see ([H5]). */
const tooManyNow = (
  { account, redeemed, at }: CounterFacts,
  { policy }: Programme,
  staffId: StaffId | null,
): TooManyAnHour | null => {
  const subjects = { profile: account.profileId, staff: staffId, device: THIS_DEVICE, token: null };
  return blockedByVelocity(policy.velocityLimits, "redemption", redeemed, { subjects, at });
};

/**
 * The exposure of what is drawn ([F2], incentive [C1]): discounts are available together, credit
 * only where it is named.
 */
const exposureOf = (
  { account, at }: CounterFacts,
  programme: Programme,
  exposure: Exposure,
  strategies: readonly Strategy[],
): Exposure => {
  const areDrawn = strategies.some((strategy) => isDiscount(strategy));
  const paying = strategies.filter((strategy) => !isDiscount(strategy));
  const payingCents = redeemableCents(balancesOf(account, programme, at), paying);
  return {
    ...exposure,
    availableCents: areDrawn ? addCents(exposure.availableCents, payingCents) : payingCents,
  };
};

const declined = (refusal: CounterRefusal): ModeChoice => ({
  mode: "declined",
  plan: null,
  refusal,
});
