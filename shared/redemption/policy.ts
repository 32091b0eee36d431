import { z } from "zod";
import { claimPolicySchema } from "#shared/commerce/claim.ts";
import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { goodwillPolicySchema } from "./goodwill-policy.ts";
import { NO_SALE_LIMITS, saleLimitsSchema } from "./sale-limits.ts";
import { refundOrderSchema } from "./split-refund.ts";
import { velocityLimitsSchema } from "./velocity.ts";

/** Where value may be drawn from; a list of strategies is a draw order (DOMAIN §11.2). */
export const strategySchema = z.enum(["rewards", "points", "credits"]);
export type Strategy = z.infer<typeof strategySchema>;

/**
 * Whether it is drawn if a caller names no strategies. Credit is the customer's own money, so it is
 * drawn only if the caller says so.
 */
const IS_DEFAULT: Readonly<Record<Strategy, boolean>> = {
  rewards: true,
  points: true,
  credits: false,
};

/** The order if a caller doesn't specify one: rewards, then points (DOMAIN §11.2). */
export const DEFAULT_STRATEGIES: readonly Strategy[] = namesOf(IS_DEFAULT).filter(
  (strategy) => IS_DEFAULT[strategy],
);

/**
 * What a device may redeem without asking the server (SPEC.md [F1] to [F8]). An amount or count of
 * zero switches the at-risk mode off.
 */
export const floorLimitsSchema = z.object({
  maxPerRedemptionCents: centsSchema,
  /** Per profile and device, since the device last heard from the server. */
  maxPerProfileCents: centsSchema,
  maxCountPerProfile: z.int().min(0),
  /** Share of the last known balance, in percent. */
  maxSharePercent: z.int().min(0).max(100),
  /** How old the device's copy may be ([F3]); by default as long as a copy is exact. */
  maxSnapshotAgeMs: z.int().min(0),
  /** The device's allowance: the most it may redeem at risk until it syncs. */
  allowanceCents: centsSchema,
});
export type FloorLimits = z.infer<typeof floorLimitsSchema>;

/** Long enough for a till that is put away over the summer. */
const DEVICE_TOKEN_DAYS = 90;

/** A device locks itself after this long, until the policy says otherwise. */
export const IDLE_LOCK_MINUTES_DEFAULT = 3;

/** Head office's redemption policy, pulled by devices as a fact. */
export const redemptionPolicySchema = z.object({
  version: z.int().positive(),
  floorLimits: floorLimitsSchema,
  /** How much of one sale discounts may pay ([K1] to [K5]). */
  saleLimits: saleLimitsSchema.default(NO_SALE_LIMITS),
  /** Whether to take earlier shortfalls from what a profile earns next ([L5]). */
  recoverShortfalls: z.boolean(),
  /**
   * How a refund is shared between what was redeemed for the sale and what else paid for it ([B2]).
   */
  refundOrder: refundOrderSchema.default("ratio"),
  /** How long a device's token lasts without contact, in days. Each contact renews it. */
  deviceTokenDays: z.int().min(1).max(3650).default(DEVICE_TOKEN_DAYS),
  /** Devices lock themselves after this many minutes without use. */
  idleLockMinutes: z.int().min(1).max(240).default(IDLE_LOCK_MINUTES_DEFAULT),
  /** How much of a device's disk pictures may take up, in megabytes (sync/SPEC.md [S29]). */
  picturesMaxMb: z.int().min(0).max(10_000).default(100),
  /** How much of the same may happen in an hour ([H1]); nothing is limited by default. */
  velocityLimits: velocityLimitsSchema.default([]),
  /** What staff may give of their own accord ([Y4], [Y5]). */
  goodwill: goodwillPolicySchema.prefault({}),
  /** How customers may claim sales later (commerce/SPEC.md [J3] to [J5]). */
  claims: claimPolicySchema.prefault({}),
});
export type RedemptionPolicy = z.infer<typeof redemptionPolicySchema>;

/** The policy of a new tenant. */
export const DEFAULT_REDEMPTION_POLICY: RedemptionPolicy = redemptionPolicySchema.parse({
  version: 1,
  floorLimits: {
    maxPerRedemptionCents: 5_000,
    maxPerProfileCents: 10_000,
    maxCountPerProfile: 3,
    maxSharePercent: 100,
    maxSnapshotAgeMs: EXACT_WITHOUT_CONTACT_MS,
    allowanceCents: 100_000,
  },
  recoverShortfalls: true,
});
