import type { Journal } from "#renderer/data/journal/journal.ts";
import type { WorkerCall } from "#renderer/data/worker/worker-calls.ts";
import { outboxVerbs } from "#renderer/data/worker/worker-verbs.ts";
import { journalForgetMax } from "#shared/desktop/bridge.ts";
import { decodeJournal, encodeRecord } from "#shared/journal/record.ts";
import { ok } from "#shared/kernel/result.ts";

/**
 * The journal of the web app: an OPFS file that the outbox worker flushes. Null if the browser has
 * no place for it.
 */
export const openOpfsJournal = async (call: WorkerCall): Promise<Journal | null> => {
  const { isOpen } = await call(outboxVerbs.journalOpen, {});
  if (!isOpen) return null;
  return {
    kind: "opfs",
    append: (record) => call(outboxVerbs.journalAppend, { line: encodeRecord(record) }),
    read: async () => {
      const read = await call(outboxVerbs.journalRead, {});
      return read.ok ? ok(decodeJournal(read.value.bytes)) : read;
    },
    compact: (forget) =>
      call(outboxVerbs.journalCompact, { forget: forget.slice(0, journalForgetMax) }),
  };
};
