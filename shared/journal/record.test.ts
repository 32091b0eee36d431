import fc from "fast-check";
import { expect, test } from "vitest";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { crc32 } from "./crc32.ts";
import {
  decodeJournal,
  encodeRecord,
  type JournalRecord,
  journalLineBytesMax,
  recordCommandId,
} from "./record.ts";

const recordArbitrary: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc
    .tuple(fc.uuid(), fc.jsonValue(), fc.string({ unit: "binary" }))
    .map(([commandId, body, note]) => ({
      v: 1 as const,
      type: "command" as const,
      command: { commandId, body, note },
    })),
  fc
    .tuple(fc.uuid(), fc.constantFrom("withdrawn" as const, "answered" as const))
    .map(([commandId, type]) => ({
      v: 1 as const,
      type,
      commandId: commandIdSchema.parse(commandId),
    })),
);
const journalArbitrary = fc.array(recordArbitrary, { maxLength: 8 });

const concatenate = (lines: readonly Uint8Array[]) => Uint8Array.from(lines.flatMap((l) => [...l]));
const throughJson = (records: readonly JournalRecord[]) => JSON.parse(JSON.stringify(records));

/** A line with the right length and checksum, whatever it says. */
const lineOf = (payload: string): Uint8Array => {
  const bytes = new Uint8Array(Buffer.from(payload, "latin1"));
  const hex8 = (value: number) => value.toString(16).padStart(8, "0");
  const line = `${hex8(bytes.length)} ${hex8(crc32(bytes))} ${payload}\n`;
  return new Uint8Array(Buffer.from(line, "latin1"));
};

test("what is written is read back, in order", () => {
  fc.assert(
    fc.property(journalArbitrary, (records) => {
      const bytes = concatenate(records.map(encodeRecord));
      expect(decodeJournal(bytes)).toEqual({
        records: throughJson(records),
        tornTail: false,
        badRecords: 0,
        appendAt: bytes.length,
      });
    }),
  );
});

test("a journal cut anywhere keeps exactly the whole records before the cut", () => {
  fc.assert(
    fc.property(journalArbitrary, fc.nat(), (records, at) => {
      const lines = records.map(encodeRecord);
      const bytes = concatenate(lines);
      const cut = at % (bytes.length + 1);
      let whole = 0;
      let wholeBytes = 0;
      while (wholeBytes + (lines[whole]?.length ?? Number.POSITIVE_INFINITY) <= cut) {
        wholeBytes += lines[whole]?.length ?? 0;
        whole += 1;
      }
      expect(decodeJournal(bytes.subarray(0, cut))).toEqual({
        records: throughJson(records.slice(0, whole)),
        tornTail: cut > wholeBytes,
        badRecords: 0,
        appendAt: wholeBytes,
      });
    }),
  );
});

test("a flipped byte costs at most the record it hits", () => {
  fc.assert(
    fc.property(
      fc.array(recordArbitrary, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (records, at, flip) => {
        const lines = records.map(encodeRecord);
        const bytes = concatenate(lines);
        const hit = at % bytes.length;
        bytes[hit] = (bytes[hit] ?? 0) ^ flip;
        let hitLine = 0;
        let end = lines[0]?.length ?? 0;
        while (end <= hit) {
          hitLine += 1;
          end += lines[hitLine]?.length ?? 0;
        }
        const read = decodeJournal(bytes);
        // Only a line feed can be damaged without losing a record.
        const isLost = hit !== end - 1;
        const left = records.filter((_, index) => index !== hitLine || !isLost);
        expect(read.records).toEqual(throughJson(left));
        expect(read.badRecords > 0 || read.tornTail).toBe(isLost);
      },
    ),
    { numRuns: 500 },
  );
});

test("appending at appendAt after a torn tail loses nothing", () => {
  fc.assert(
    fc.property(recordArbitrary, recordArbitrary, recordArbitrary, fc.nat(), (a, b, c, at) => {
      const first = encodeRecord(a);
      const torn = encodeRecord(b).subarray(0, at % encodeRecord(b).length);
      const found = decodeJournal(concatenate([first, torn]));
      const mended = concatenate([
        concatenate([first, torn]).subarray(0, found.appendAt),
        encodeRecord(c),
      ]);
      expect(decodeJournal(mended).records).toEqual(throughJson([a, c]));
    }),
  );
});

test("any bytes can be decoded", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeJournal(bytes).records).toEqual([]);
    }),
  );
});

test("a file filled with zeros by a power cut is a torn tail", () => {
  const line = encodeRecord({ v: 1, type: "command", command: { a: 1 } });
  const read = decodeJournal(concatenate([line, new Uint8Array(4096)]));
  expect(read).toMatchObject({ tornTail: true, badRecords: 0, appendAt: line.length });
  expect(read.records).toHaveLength(1);
});

test("a record of a later version is counted, kept in place and doesn't hide those after it", () => {
  const line = encodeRecord({ v: 1, type: "command", command: { a: 1 } });
  const later = Object.assign({}, { v: 2, type: "command", command: {} });
  const bytes = concatenate([line, Reflect.apply(encodeRecord, undefined, [later]), line]);
  expect(decodeJournal(bytes)).toMatchObject({ badRecords: 1, tornTail: false });
  expect(decodeJournal(bytes).records).toHaveLength(2);
});

test("a line is plain ASCII that a person can read", () => {
  const line = encodeRecord({ v: 1, type: "command", command: { note: "Zoë\n🙂" } });
  const text = String.fromCharCode(...line);
  expect(text).toBe(
    '00000044 eabac321 {"v":1,"type":"command","command":{"note":"Zo\\u00eb\\n\\ud83d\\ude42"}}\n',
  );
});

test("a line over the limit is a bug, not a record", () => {
  const note = "x".repeat(journalLineBytesMax);
  expect(() => encodeRecord({ v: 1, type: "command", command: { note } })).toThrow(/size limit/);
});

test("a line of exactly the limit is read back, and a longer one is damage", () => {
  const record = (length: number): JournalRecord => ({
    v: 1,
    type: "command",
    command: { note: "x".repeat(length) },
  });
  const around = encodeRecord(record(0)).length;
  const longest = encodeRecord(record(journalLineBytesMax - around));
  expect(longest).toHaveLength(journalLineBytesMax);
  const after = encodeRecord(record(1));
  // The limit is on a line, not on where it is.
  expect(decodeJournal(concatenate([after, longest, after])).records).toHaveLength(3);
  expect(decodeJournal(lineOf(JSON.stringify(record(journalLineBytesMax - around + 1))))).toEqual({
    records: [],
    tornTail: false,
    badRecords: 1,
    appendAt: journalLineBytesMax + 1,
  });
});

test("a line that claims more than the file has is torn, whatever its checksum", () => {
  const whole = lineOf("{}");
  expect(decodeJournal(whole.subarray(0, -1))).toMatchObject({ tornTail: true, badRecords: 0 });
});

test("a whole line that isn't JSON is damage", () => {
  expect(decodeJournal(lineOf("not JSON"))).toMatchObject({ badRecords: 1, tornTail: false });
});

test("a record gives the id of its command, if it has one", () => {
  const commandId = commandIdSchema.parse("01890000-0000-7000-8000-000000000001");
  expect(recordCommandId({ v: 1, type: "command", command: { commandId } })).toBe(commandId);
  expect(recordCommandId({ v: 1, type: "answered", commandId })).toBe(commandId);
  expect(recordCommandId({ v: 1, type: "command", command: {} })).toBeUndefined();
});
