import { type Cents, cents } from "#shared/kernel/money.ts";
import { percentFrom } from "#shared/kernel/percent.ts";
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
 * Decides whether a device may redeem `amountCents`, which is above zero, without asking the
 * server. The device derives the exposure from facts and unanswered commands, and stores none of
 * it.
 */
export const checkFloorLimits = (
  limits: FloorLimits,
  exposure: Exposure,
  amountCents: Cents,
): Result<null, FloorRefusal> => {
  const tooSmall = floorsOf(limits, exposure).find(({ leftCents }) => amountCents > leftCents);
  return tooSmall ? err(tooSmall.refusal) : ok(null);
};

/** The most that one redemption at risk may be right now: the "up to" amount on the screen. */
export const atRiskMaxCents = (limits: FloorLimits, exposure: Exposure): Cents => {
  const left = floorsOf(limits, exposure).map(({ leftCents }) => leftCents);
  return atLeastZero(Math.min(...left));
};

/** How much a limit leaves to one redemption, and why more than that is declined. */
type Floor = { readonly leftCents: number; readonly refusal: FloorRefusal };

/** What each limit leaves, in order of precedence. */
const floorsOf = (limits: FloorLimits, exposure: Exposure): readonly Floor[] => {
  const { availableCents, snapshotAgeMs, profileCents, profileCount, deviceCents } = exposure;
  const { maxSnapshotAgeMs, maxPerRedemptionCents, maxCountPerProfile } = limits;
  const balanceCents = availableCents + profileCents;
  const shareCents = percentFrom(balanceCents, limits.maxSharePercent) - profileCents;
  const perProfileCents = limits.maxPerProfileCents - profileCents;
  const allowedCents = limits.allowanceCents - deviceCents;
  return [
    {
      leftCents: isOff(limits) ? 0 : Infinity,
      refusal: { reason: "at_risk_off" },
    },
    {
      leftCents: availableCents,
      refusal: { reason: "insufficient_balance", availableCents },
    },
    {
      leftCents: snapshotAgeMs > maxSnapshotAgeMs ? 0 : Infinity,
      refusal: { reason: "snapshot_too_old", ageMs: snapshotAgeMs, maxAgeMs: maxSnapshotAgeMs },
    },
    {
      leftCents: maxPerRedemptionCents,
      refusal: { reason: "over_per_redemption", maxCents: maxPerRedemptionCents },
    },
    {
      leftCents: shareCents,
      refusal: { reason: "over_share", maxCents: atLeastZero(shareCents) },
    },
    {
      leftCents: perProfileCents,
      refusal: { reason: "over_per_profile", leftCents: atLeastZero(perProfileCents) },
    },
    {
      leftCents: profileCount < maxCountPerProfile ? Infinity : 0,
      refusal: { reason: "too_many_for_profile", maxCount: maxCountPerProfile },
    },
    {
      leftCents: allowedCents,
      refusal: { reason: "over_allowance", leftCents: atLeastZero(allowedCents) },
    },
  ];
};

const atLeastZero = (left: number): Cents => cents(Math.max(0, left));

/** [F1] Any zero switches the at-risk mode off. */
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
