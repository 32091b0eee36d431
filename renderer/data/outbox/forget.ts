import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { profileIdOf } from "#shared/sync/command.ts";
import { COMMAND_STATES, isUnanswered } from "#shared/sync/on-top.ts";
import { compactJournal } from "./compact-journal.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { withdrawUnsent } from "./withdraw.ts";

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

/**
 * Deletes what was recorded for people who were erased ([I17]). What says something of them and was
 * never sent is withdrawn; what the server has, or what gave goods away, goes once it is answered.
 */
export const forgetErased = async (
  parts: OutboxParts,
  erased: ReadonlySet<ProfileId>,
): Promise<void> => {
  const { entries } = parts;
  const isTheirs = ({ command, verdict }: OutboxEntry): boolean =>
    [command && profileIdOf(command), verdict?.profileId].some((id) => id && erased.has(id));
  const theirs = [...(await entries.readDone()), ...entries.open$.value].filter(isTheirs);
  if (theirs.length === 0) return;
  for (const entry of theirs) await withdrawUnsent(parts, entry);
  const answered = theirs.filter((entry) => !isUnanswered(entry));
  if (answered.length === 0) return;
  await entries.remove(answered);
  await compactJournal(parts);
};
