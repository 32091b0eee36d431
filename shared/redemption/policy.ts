import { z } from "zod";
import { centsSchema } from "#shared/kernel/money.ts";

/** Where value may be drawn from; a list of them is a draw order (DOMAIN §11.2). */
export const strategySchema = z.enum(["rewards", "points"]);
export type Strategy = z.infer<typeof strategySchema>;

/** The order when a caller names none: rewards, then points, as declared (DOMAIN §11.2). */
export const DEFAULT_STRATEGIES: readonly Strategy[] = strategySchema.options;

/**
 * What a device may redeem without the server's word (design of the three tiers: SPEC.md [F1] to
 * [F8]). A zero amount or count switches the at-risk tier off.
 */
export const floorLimitsSchema = z.object({
  maxPerRedemptionCents: centsSchema,
  /** Per profile and device, since the device last heard from the server. */
  maxPerProfileCents: centsSchema,
  maxCountPerProfile: z.int().min(0),
  /** Share of the last known balance, in percent. */
  maxSharePercent: z.int().min(0).max(100),
  /** How old the device's copy may be. */
  maxSnapshotAgeMs: z.int().min(0),
  /** The device's allowance: all that it may redeem at risk until it syncs. */
  allowanceCents: centsSchema,
});
export type FloorLimits = z.infer<typeof floorLimitsSchema>;

/** Head office's redemption policy, pulled by devices as a fact. Grants will stand beside the limits. */
export const redemptionPolicySchema = z.object({
  version: z.int().positive(),
  floorLimits: floorLimitsSchema,
  /** Earlier shortfalls of a profile are taken from what it earns next ([L5]). */
  recoverShortfalls: z.boolean(),
});
export type RedemptionPolicy = z.infer<typeof redemptionPolicySchema>;

const HOUR_MS = 3_600_000;

/** What a new tenant starts with. */
export const DEFAULT_REDEMPTION_POLICY: RedemptionPolicy = redemptionPolicySchema.parse({
  version: 1,
  floorLimits: {
    maxPerRedemptionCents: 5_000,
    maxPerProfileCents: 10_000,
    maxCountPerProfile: 3,
    maxSharePercent: 100,
    maxSnapshotAgeMs: 72 * HOUR_MS,
    allowanceCents: 100_000,
  },
  recoverShortfalls: true,
});
