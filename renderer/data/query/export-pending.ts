import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import { compareEntries, type OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { Instant } from "#shared/kernel/time.ts";

/**
 * Every command that is not known to be in a backup of the server, as JSON text: to be carried away
 * by hand from a till that cannot reach its server any more. Holds personal data.
 */
export const exportText = async (
  outbox: Outbox,
  about: { readonly enrolment: Enrolment | null; readonly backedUpThrough: Instant | null },
): Promise<string> => {
  const { enrolment, backedUpThrough } = about;
  const isBackedUp = ({ verdict }: OutboxEntry): boolean =>
    verdict !== null && backedUpThrough !== null && verdict.recordedAt <= backedUpThrough;
  const done = await outbox.stored.readByState("done");
  const commands = [...done, ...outbox.entries$.value]
    .filter((entry) => !isBackedUp(entry))
    .sort(compareEntries)
    .map(({ body, verdict, firstSentAt }) => ({ command: body, firstSentAt, verdict }));
  const exportedAt = outbox.clock.now();
  return JSON.stringify({ format: "regulars-outbox-1", exportedAt, enrolment, commands }, null, 2);
};
