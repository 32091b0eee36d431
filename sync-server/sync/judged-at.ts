import { earlier, type Instant, later } from "#shared/kernel/time.ts";

/**
 * The moment at which an act is judged: the device's own, held between its last contact with the
 * server and the server's receipt ([S8]).
 */
export const judgedAt = (
  act: { readonly occurredAt: Instant; readonly lastContactAt: Instant },
  receivedAt: Instant,
): { readonly at: Instant; readonly wasClamped: boolean } => {
  const earliest = earlier(act.lastContactAt, receivedAt);
  const at = earlier(later(act.occurredAt, earliest), receivedAt);
  return { at, wasClamped: at !== act.occurredAt };
};
