import { earlier, type Instant } from "#shared/kernel/time.ts";

/**
 * When an issue happens and, if that is later, when its lot can first be spent: one asked for in
 * the future is written now and becomes active then (SPEC.md [W5]). Null: now. If points say when
 * they were earned (`accruedAt`), that is when it happens, and they can be spent at once unless
 * `issuedAt` is later.
 */
export const issueTimes = (
  issuedAt: Instant | null,
  now: Instant,
  accruedAt: Instant | null = null,
): { readonly occurredAt: Instant; readonly activeAt: Instant | null } => {
  const occurredAt = accruedAt ?? earlier(issuedAt ?? now, now);
  return { occurredAt, activeAt: issuedAt !== null && issuedAt > occurredAt ? issuedAt : null };
};
