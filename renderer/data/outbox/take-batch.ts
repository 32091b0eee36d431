import { isUnanswered } from "#shared/sync/on-top.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import type { OutboxParts } from "./outbox-parts.ts";
import { isOf } from "./places.ts";

/**
 * The next commands to send, in order ([S2]). They are marked as sent first, so that a command that
 * may have arrived is never undone ([S4]).
 */
export const takeBatch = async (
  { entries, places, clock }: OutboxParts,
  max: number,
): Promise<readonly OutboxEntry[]> => {
  const enrolment = places.enrolment();
  if (!enrolment) return [];
  const batch = entries.open$.value
    .filter((entry) => isUnanswered(entry) && isOf(entry.body, enrolment))
    .slice(0, max);
  const firstSentAt = clock.now();
  const unsent = batch.filter((entry) => entry.firstSentAt === null);
  if (unsent.length > 0) await entries.update(unsent.map((entry) => ({ ...entry, firstSentAt })));
  return batch;
};
