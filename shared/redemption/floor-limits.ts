import { type Cents, cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { FloorLimits } from "./policy.ts";

/** A device's own exposure when it is asked for a redemption at risk. */
export type Exposure = {
  /** The last known redeemable balance, minus pending redemptions. */
  readonly availableCents: Cents;
  /** How old the copy of the account is, by the server's time ([F3]). */
  readonly snapshotAgeMs: number;
  /** Redeemed at risk by this device from this profile since it last heard from the server. */
  readonly profileCents: Cents;
  readonly profileCount: number;
  /** Redeemed at risk by this device, across all profiles, without a verdict so far. */
  readonly deviceCents: Cents;
};

/** Why a redemption at risk is declined on the spot, in order of precedence ([F1] to [F7]). */
export type FloorRefusal =
  | { readonly reason: "at_risk_off" }
  | { readonly reason: "insufficient_balance"; readonly availableCents: Cents }
  | { readonly reason: "snapshot_too_old"; readonly ageMs: number; readonly maxAgeMs: number }
  | { readonly reason: "over_per_redemption"; readonly maxCents: Cents }
  | { readonly reason: "over_share"; readonly maxCents: Cents }
  | { readonly reason: "over_per_profile"; readonly leftCents: Cents }
  | { readonly reason: "too_many_for_profile"; readonly maxCount: number }
  | { readonly reason: "over_allowance"; readonly leftCents: Cents };

/**
 * Decides whether a device may redeem `amountCents` without asking the server. The device derives
 * the exposure from facts and unanswered commands, and stores none of it.
 */
export const checkFloorLimits = (
  limits: FloorLimits,
  exposure: Exposure,
  amountCents: Cents,
): Result<null, FloorRefusal> => {
  if (isOff(limits)) return err({ reason: "at_risk_off" });
  const { availableCents, snapshotAgeMs } = exposure;
  if (amountCents > availableCents) return err({ reason: "insufficient_balance", availableCents });
  if (snapshotAgeMs > limits.maxSnapshotAgeMs) {
    return err({
      reason: "snapshot_too_old",
      ageMs: snapshotAgeMs,
      maxAgeMs: limits.maxSnapshotAgeMs,
    });
  }
  if (amountCents > limits.maxPerRedemptionCents) {
    return err({ reason: "over_per_redemption", maxCents: limits.maxPerRedemptionCents });
  }
  const shareCents = cents(
    Math.floor(((availableCents + exposure.profileCents) * limits.maxSharePercent) / 100),
  );
  if (exposure.profileCents + amountCents > shareCents) {
    return err({ reason: "over_share", maxCents: atLeastZero(shareCents, exposure.profileCents) });
  }
  if (exposure.profileCents + amountCents > limits.maxPerProfileCents) {
    const leftCents = atLeastZero(limits.maxPerProfileCents, exposure.profileCents);
    return err({ reason: "over_per_profile", leftCents });
  }
  if (exposure.profileCount + 1 > limits.maxCountPerProfile) {
    return err({ reason: "too_many_for_profile", maxCount: limits.maxCountPerProfile });
  }
  if (exposure.deviceCents + amountCents > limits.allowanceCents) {
    const leftCents = atLeastZero(limits.allowanceCents, exposure.deviceCents);
    return err({ reason: "over_allowance", leftCents });
  }
  return ok(null);
};

/** The most that one redemption at risk may be right now: the "up to" amount on the screen. */
export const atRiskMaxCents = (limits: FloorLimits, exposure: Exposure): Cents => {
  if (isOff(limits) || exposure.snapshotAgeMs > limits.maxSnapshotAgeMs) return cents(0);
  if (exposure.profileCount + 1 > limits.maxCountPerProfile) return cents(0);
  const shareCents = Math.floor(
    ((exposure.availableCents + exposure.profileCents) * limits.maxSharePercent) / 100,
  );
  return cents(
    Math.max(
      0,
      Math.min(
        exposure.availableCents,
        limits.maxPerRedemptionCents,
        shareCents - exposure.profileCents,
        limits.maxPerProfileCents - exposure.profileCents,
        limits.allowanceCents - exposure.deviceCents,
      ),
    ),
  );
};

/** [F1] Any zero switches the at-risk tier off. */
const isOff = (limits: FloorLimits): boolean =>
  limits.maxPerRedemptionCents === 0 ||
  limits.maxPerProfileCents === 0 ||
  limits.maxCountPerProfile === 0 ||
  limits.maxSharePercent === 0 ||
  limits.allowanceCents === 0;

/**
 * Whether the limits in force allowed a redemption at risk, as far as the server can tell ([F8]):
 * only the device knew what its copy of the account held ([F2], [F5]).
 */
export const isWithinFloorLimits = (
  limits: FloorLimits,
  known: Omit<Exposure, "availableCents">,
  amountCents: Cents,
): boolean => {
  if (isOff(limits)) return false;
  const enough = { ...known, availableCents: ENOUGH_CENTS };
  return checkFloorLimits({ ...limits, maxSharePercent: 100 }, enough, amountCents).ok;
};

/** More than any limit allows. */
const ENOUGH_CENTS = cents(1_000_000_000_000);

const atLeastZero = (limit: Cents, used: Cents): Cents => cents(Math.max(0, limit - used));
