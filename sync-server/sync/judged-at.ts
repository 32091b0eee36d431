import { earlier, type Instant, later } from "#shared/kernel/time.ts";

/** Clocks that differ by less are called right. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * The moment at which an act is judged: the device's own, held between its last contact with the
 * server and the server's receipt ([S8]). It is called clamped when that moved it by more than clocks
 * that are right may differ.
 */
export const judgedAt = (
  act: { readonly occurredAt: Instant; readonly lastContactAt: Instant },
  receivedAt: Instant,
): { readonly at: Instant; readonly wasClamped: boolean } => {
  const earliest = earlier(act.lastContactAt, receivedAt);
  const at = earlier(later(act.occurredAt, earliest), receivedAt);
  return { at, wasClamped: Math.abs(at - act.occurredAt) > CLOCK_TOLERANCE_MS };
};
