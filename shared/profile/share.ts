import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { hasEnded, type Instant, UTC } from "#shared/kernel/time.ts";

/** What a share can point at. */
export const shareSourceSchema = z.enum([
  "profile",
  "product",
  "product_variant",
  "transaction",
  "reward",
  "point",
  "benefit",
  "credit",
  "list",
  "reward_definition",
  "point_definition",
  "benefit_definition",
  "credit_definition",
  "tier_definition",
  "achievement_definition",
]);
export type ShareSource = z.infer<typeof shareSourceSchema>;

/** Why a share can't be used, in order of precedence. */
export type ShareUseRefusal =
  | { readonly reason: "own_share" }
  | { readonly reason: "share_used" }
  | { readonly reason: "share_over" }
  | { readonly reason: "share_used_up" };

/**
 * Why somebody can't use a share (SPEC.md [I20]); null if they can. `used` says whether they have.
 */
export const problemOfUse = (
  share: {
    readonly profileId: ProfileId;
    readonly expiresAt: Instant | null;
    readonly remainingQuantity: number | null;
  },
  by: ProfileId,
  used: boolean,
  now: Instant,
): ShareUseRefusal | null => {
  if (share.profileId === by) return { reason: "own_share" };
  if (used) return { reason: "share_used" };
  if (hasEnded(share.expiresAt, now, UTC)) return { reason: "share_over" };
  return share.remainingQuantity === 0 ? { reason: "share_used_up" } : null;
};
