import {
  type DesktopBridge,
  type JournalRefusal,
  journalForgetMax,
} from "#shared/desktop/bridge.ts";
import { decodeJournal, encodeRecord } from "#shared/journal/record.ts";
import { err, ok } from "#shared/kernel/result.ts";
import type { Journal } from "./journal.ts";

const broken: JournalRefusal = { reason: "io_error" };

/** The journal that the desktop shell writes and fsyncs. */
export const createDesktopJournal = (
  bridge: Pick<DesktopBridge, "journalAppend" | "journalRead" | "journalCompact">,
): Journal => ({
  kind: "desktop",
  append: (record) => bridge.journalAppend({ line: encodeRecord(record) }).catch(() => err(broken)),
  read: async () => {
    const read = await bridge.journalRead().catch(() => err(broken));
    return read.ok ? ok(decodeJournal(read.value.bytes)) : read;
  },
  compact: (forget) =>
    bridge.journalCompact({ forget: forget.slice(0, journalForgetMax) }).catch(() => err(broken)),
});
