import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { withoutCode } from "#shared/sync/verdict.ts";

/**
 * Every command not known to be in a server backup, as JSON, to be carried by hand from a till that
 * can no longer reach its server. Contains personal data, but no codes of benefits.
 */
export const exportText = async (
  outbox: Pick<Outbox, "readAll">,
  about: {
    readonly enrolment: Enrolment | null;
    readonly backedUpThrough: Instant | null;
    readonly exportedAt: Instant;
  },
): Promise<string> => {
  const { enrolment, backedUpThrough, exportedAt } = about;
  const isBackedUp = ({ verdict }: OutboxEntry): boolean =>
    verdict !== null && backedUpThrough !== null && verdict.recordedAt <= backedUpThrough;
  const commands = (await outbox.readAll())
    .filter((entry) => !isBackedUp(entry))
    .map(({ body, verdict, firstSentAt }) => ({
      command: body,
      firstSentAt,
      verdict: verdict && withoutCode(verdict),
    }));
  return JSON.stringify({ format: "regulars-outbox-1", exportedAt, enrolment, commands }, null, 2);
};
