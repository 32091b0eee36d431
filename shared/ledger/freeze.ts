import { z } from "zod";
import { type Instant, instantSchema } from "#shared/kernel/time.ts";

/** Why head office freezes an account. A new reason needs words in the store app. */
export const freezeReasonSchema = z.enum([
  "fraud",
  "dispute",
  "card_lost",
  "customer_request",
  "review",
]);
export type FreezeReason = z.infer<typeof freezeReasonSchema>;

/** Why head office unfreezes it. */
export const unfreezeReasonSchema = z.enum(["cleared", "resolved", "mistake"]);
export type UnfreezeReason = z.infer<typeof unfreezeReasonSchema>;

/** That an account is frozen: nothing can be redeemed from it (redemption/SPEC.md [Z1]). */
export const freezeSchema = z.object({
  reason: freezeReasonSchema,
  since: instantSchema,
});
export type Freeze = z.infer<typeof freezeSchema>;

/** The freeze that was in force at an instant, of those of an account; null if none was. */
export const freezeAt = <
  F extends { readonly frozenAt: Instant; readonly unfrozenAt: Instant | null },
>(
  freezes: readonly F[],
  at: Instant,
): F | null =>
  freezes.find(
    ({ frozenAt, unfrozenAt }) => frozenAt <= at && (unfrozenAt === null || unfrozenAt > at),
  ) ?? null;
