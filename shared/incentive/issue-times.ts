import type { Instant } from "#shared/kernel/time.ts";

/**
 * When an issue happens and, if that is later, when its lot can first be spent: one asked for in
 * the future is written now and becomes active then (SPEC.md [W5]). Null: now.
 */
export const issueTimes = (
  issuedAt: Instant | null,
  now: Instant,
): { readonly occurredAt: Instant; readonly activeAt: Instant | null } =>
  issuedAt !== null && issuedAt > now
    ? { occurredAt: now, activeAt: issuedAt }
    : { occurredAt: issuedAt ?? now, activeAt: null };
