import fc from "fast-check";
import { expect, test } from "vitest";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { compactJournal } from "./compact.ts";
import { decodeJournal, encodeRecord, type JournalRecord } from "./record.ts";

const concatenate = (lines: readonly Uint8Array[]) => Uint8Array.from(lines.flatMap((l) => [...l]));
const id = (n: number) =>
  commandIdSchema.parse(`01890000-0000-7000-8000-${String(n).padStart(12, "0")}`);

const recordOf = (n: number, type: JournalRecord["type"]): JournalRecord =>
  type === "command"
    ? { v: 1, type, command: { commandId: id(n), amountCents: n } }
    : { v: 1, type, commandId: id(n) };

const recordsArbitrary = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom("command", "withdrawn", "answered"))
    .map(([n, type]) => ({ n, record: recordOf(n, type) })),
  { maxLength: 12 },
);

test("only the records of forgotten commands are removed, and the order stays the same", () => {
  fc.assert(
    fc.property(recordsArbitrary, fc.subarray([1, 2, 3, 4, 5]), (items, forgotten) => {
      const bytes = concatenate(items.map((item) => encodeRecord(item.record)));
      const read = decodeJournal(compactJournal(bytes, new Set(forgotten.map(id))));
      expect(read.records).toEqual(
        items.filter((item) => !forgotten.includes(item.n)).map((item) => item.record),
      );
      expect(read).toMatchObject({ tornTail: false, badRecords: 0 });
    }),
  );
});

test("damaged lines stay byte for byte, a torn tail is dropped", () => {
  const damaged = encodeRecord(recordOf(1, "command"));
  damaged[30] = 0x7e;
  const kept = encodeRecord(recordOf(2, "command"));
  const gone = encodeRecord(recordOf(3, "answered"));
  const bytes = concatenate([gone, damaged, kept, gone.subarray(0, 9)]);
  expect(compactJournal(bytes, new Set([id(3)]))).toEqual(concatenate([damaged, kept]));
});

test("a command without an id is never forgotten", () => {
  const bytes = encodeRecord({ v: 1, type: "command", command: { note: "?" } });
  expect(compactJournal(bytes, new Set([id(1)]))).toEqual(bytes);
});
