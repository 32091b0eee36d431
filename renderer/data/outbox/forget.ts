import type { Instant } from "#shared/kernel/time.ts";
import { COMMAND_STATES } from "#shared/sync/on-top.ts";
import { compactJournal } from "./compact-journal.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";

/** Answered commands are kept no longer than this, backed up or not. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** However soon they are backed up, redemptions count towards the limits of an hour ([H5]). */
const KEPT_AT_LEAST_MS = 3_600_000;

/**
 * Deletes commands that were answered an hour ago and are in a server backup, and very old ones.
 * Those that staff should see stay until they have.
 */
export const forgetBackedUp = async (
  parts: OutboxParts,
  backedUpThrough: Instant | null,
): Promise<void> => {
  const { entries, clock } = parts;
  const now = clock.now();
  const isFree = ({ verdict, answeredAt }: OutboxEntry): boolean => {
    const ageMs = answeredAt === null ? 0 : now - answeredAt;
    const isBackedUp =
      verdict !== null && backedUpThrough !== null && verdict.recordedAt <= backedUpThrough;
    return ageMs > KEPT_MS || (isBackedUp && ageMs > KEPT_AT_LEAST_MS);
  };
  const seen = entries.open$.value.filter(
    ({ state, isSeen }) => COMMAND_STATES[state].isSettled && isSeen,
  );
  const free = [...(await entries.readDone()), ...seen].filter(isFree);
  if (free.length === 0) return;
  await compactJournal(parts);
  await entries.remove(free);
};

/** Deletes every command: the device now belongs to another tenant. */
export const forgetAll = async ({ entries }: OutboxParts): Promise<void> =>
  entries.remove([...entries.open$.value, ...(await entries.readDone())]);
