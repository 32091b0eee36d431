import { compactJournal } from "#shared/journal/compact.ts";
import { decodeJournal, encodeRecord } from "#shared/journal/record.ts";
import { ok } from "#shared/kernel/result.ts";
import type { Journal } from "./journal.ts";

/** A journal for a browser without a place for a file. The status is then "degraded". */
export const createMemoryJournal = (): Journal => {
  let bytes = new Uint8Array(0);
  return {
    kind: "memory",
    append: (record) => {
      const line = encodeRecord(record);
      const longer = new Uint8Array(bytes.length + line.length);
      longer.set(bytes);
      longer.set(line, bytes.length);
      bytes = longer;
      return Promise.resolve(ok(null));
    },
    read: () => Promise.resolve(ok(decodeJournal(bytes))),
    compact: (forget) => {
      bytes = compactJournal(bytes, new Set(forget));
      return Promise.resolve(ok(null));
    },
  };
};
