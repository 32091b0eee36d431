import type { Programme } from "#shared/incentive/programme.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { decideRedeem, type RedeemRefusal } from "./decide.ts";
import {
  atRiskMaxCents,
  checkFloorLimits,
  type Exposure,
  type FloorRefusal,
} from "./floor-limits.ts";
import type { RedemptionPlan } from "./plan.ts";
import { DEFAULT_STRATEGIES, type Strategy } from "./policy.ts";

/** Whether the server answers, and what it last said to this device. */
export type ServerState = "online" | "offline" | "must_update" | "must_enrol";

/** All that a decision at the counter reads, at one moment. */
export type Counter = {
  readonly isProfileKnown: boolean;
  /** With what is pending taken off. */
  readonly account: Account;
  /** Null until head office's policy has been pulled. */
  readonly programme: Programme | null;
  /** Null when accounts were never pulled. */
  readonly exposure: Exposure | null;
  readonly server: ServerState;
  /** The device's clock shows less than it once did. */
  readonly didClockGoBack: boolean;
  /** The moment that the act is judged at ([R6]). */
  readonly at: Instant;
};

/** Why a device declines on the spot, in order of precedence ([R4], [F9]). */
export type CounterRefusal =
  | { readonly reason: "profile_unknown" }
  /** The device has not pulled what a decision reads. */
  | { readonly reason: "not_ready" }
  | RedeemRefusal
  /** The device's clock went back: nothing at risk until the server is heard again. */
  | { readonly reason: "clock_went_back" }
  | FloorRefusal;

/** Who may say yes: the server (`online`), this device (`at_risk`), or nobody. */
export type TierChoice =
  | {
      readonly tier: "online" | "at_risk";
      /** Which lots would pay, by what this device knows. */
      readonly plan: RedemptionPlan;
      readonly refusal: null;
    }
  | { readonly tier: "declined"; readonly plan: null; readonly refusal: CounterRefusal };

/**
 * Decides at the counter ([F9]): first as the server would, with the same function, then, when the
 * server is not there to answer, inside the floor limits.
 */
export const chooseTier = (
  counter: Counter,
  request: {
    readonly amountCents: Cents;
    readonly strategies?: readonly Strategy[] | undefined;
  },
): TierChoice => {
  const { account, programme } = counter;
  const { amountCents, strategies = DEFAULT_STRATEGIES } = request;
  if (!counter.isProfileKnown) return declined({ reason: "profile_unknown" });
  if (!programme) return declined({ reason: "not_ready" });
  const decision = decideRedeem(account, programme, {
    amountCents,
    strategies,
    occurredAt: counter.at,
    whenShort: "refuse",
  });
  if (!decision.ok) return declined(decision.error);
  const { plan } = decision.value;
  if (ANSWERS[counter.server] === "server") return { tier: "online", plan, refusal: null };
  const refusal = refusalAtRisk(counter, programme, amountCents);
  return refusal ? declined(refusal) : { tier: "at_risk", plan, refusal: null };
};

/** The most that this device may redeem without the server right now; why nothing, when it is 0. */
export const atRiskNow = (
  counter: Counter,
): { readonly maxCents: Cents; readonly refusal: CounterRefusal | null } => {
  const { programme, exposure, server } = counter;
  const alone = { ...counter, server: server === "online" ? "offline" : server } as const;
  const { refusal } = chooseTier(alone, { amountCents: cents(1) });
  if (refusal || !programme || !exposure) return { maxCents: ZERO_CENTS, refusal };
  return { maxCents: atRiskMaxCents(programme.policy.floorLimits, exposure), refusal: null };
};

/** Who answers for a redemption. A device that the server no longer knows gives nothing away. */
const ANSWERS: Readonly<Record<ServerState, "server" | "device" | "nobody">> = {
  online: "server",
  offline: "device",
  must_update: "device",
  must_enrol: "nobody",
};

const refusalAtRisk = (
  { exposure, didClockGoBack, server }: Counter,
  { policy }: Programme,
  amountCents: Cents,
): CounterRefusal | null => {
  if (!exposure) return { reason: "not_ready" };
  if (didClockGoBack) return { reason: "clock_went_back" };
  if (ANSWERS[server] === "nobody") return { reason: "at_risk_off" };
  const checked = checkFloorLimits(policy.floorLimits, exposure, amountCents);
  return checked.ok ? null : checked.error;
};

const declined = (refusal: CounterRefusal): TierChoice => ({
  tier: "declined",
  plan: null,
  refusal,
});
