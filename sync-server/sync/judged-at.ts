import { earlier, type Instant, later } from "#shared/kernel/time.ts";

/** Clocks that differ by less than this count as correct. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * The instant at which a command is judged: the device's own time, clamped to between its last contact
 * with the server and the server's receipt ([S8]). It only counts as clamped if that moved it by
 * more than correct clocks may differ.
 */
export const judgedAt = (
  command: { readonly occurredAt: Instant; readonly lastContactAt: Instant },
  receivedAt: Instant,
): { readonly at: Instant; readonly wasClamped: boolean } => {
  const earliest = earlier(command.lastContactAt, receivedAt);
  const at = earlier(later(command.occurredAt, earliest), receivedAt);
  return { at, wasClamped: Math.abs(at - command.occurredAt) > CLOCK_TOLERANCE_MS };
};
