import { addMs, earlier, type Instant, later } from "#shared/kernel/time.ts";
import type { Command } from "#shared/sync/command.ts";
import { waitsForServer } from "#shared/sync/command-kind.ts";
import { CLOCK_TOLERANCE_MS } from "#shared/sync/device-time.ts";
import type { CommandContacts } from "#sync-server/storage/access/device-contact-store.ts";

/** A device that is in contact sends what it has made. Holding it back longer gains nothing. */
const HELD_BACK_MAX_MS = 86_400_000;

/** What the server itself has recorded about when a command can have been made. */
export type Recorded = CommandContacts & {
  readonly enrolledAt: Instant;
  readonly receivedAt: Instant;
};

/**
 * The instant at which an act is judged ([S8]): the device's time of the act, but not after its
 * receipt, nor before the device's last contact, which the server has recorded itself. An act that
 * waited for the server is judged at its receipt. It only counts as clamped if the device's time
 * was off by more than correct clocks may differ.
 */
export const judgedAt = (
  command: Command,
  recorded: Recorded,
): { readonly at: Instant; readonly wasClamped: boolean } => {
  const { receivedAt } = recorded;
  const earliest = earlier(later(command.lastContactAt, earliestOf(recorded)), receivedAt);
  const possible = earlier(later(command.occurredAt, earliest), receivedAt);
  return {
    at: waitsForServer(command) ? receivedAt : possible,
    wasClamped: Math.abs(possible - command.occurredAt) > CLOCK_TOLERANCE_MS,
  };
};

const earliestOf = ({ enrolledAt, beforeAt, reportedAt, receivedAt }: Recorded): Instant => {
  const contactAt = later(enrolledAt, beforeAt ?? enrolledAt);
  const held = addMs(receivedAt, -HELD_BACK_MAX_MS);
  return reportedAt !== null && reportedAt < held ? later(contactAt, held) : contactAt;
};
