import { z } from "zod";
import { assert, unreachable } from "#shared/kernel/assert.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { crc32 } from "./crc32.ts";

/**
 * The journal keeps what a device has promised until the server has it. It is an append-only file,
 * one record per line, beside the browser's database, because a full disk can wipe that database.
 * The same bytes go to a file of the desktop shell or to an OPFS file of the web app, so the codec
 * knows neither.
 *
 * A line is `<length> <crc32> <json>\n`: both numbers are eight hexadecimal digits and describe the
 * bytes of the JSON. The JSON is ASCII (everything else is a \u escape), so a line feed inside a
 * line means damage, and people can read the file with any tool.
 */
export const journalRecordSchema = z.discriminatedUnion("type", [
  z.strictObject({
    v: z.literal(1),
    type: z.literal("command"),
    /** Opaque here: commands may change shape, the journal's format may not. */
    command: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ v: z.literal(1), type: z.literal("withdrawn"), commandId: commandIdSchema }),
  z.strictObject({ v: z.literal(1), type: z.literal("answered"), commandId: commandIdSchema }),
]);
export type JournalRecord = z.infer<typeof journalRecordSchema>;

/** The longest line that a journal accepts, in bytes. A command is a few hundred. */
export const journalLineBytesMax = 262_144;

/**
 * Encodes a record as a line, including its line feed, ready to append. The command schemas limit
 * their fields, so a line longer than `journalLineBytesMax` is a bug.
 */
export const encodeRecord = (record: JournalRecord): Uint8Array<ArrayBuffer> => {
  const payload = asciiBytes(asciiJson(record));
  const header = asciiBytes(`${hex8(payload.length)} ${hex8(crc32(payload))} `);
  const line = new Uint8Array(header.length + payload.length + 1);
  line.set(header, 0);
  line.set(payload, header.length);
  line[line.length - 1] = lineFeed;
  assert(line.length <= journalLineBytesMax, "a journal line is within its size limit");
  return line;
};

export type JournalContent = {
  /** Every whole, undamaged record, in the order written. */
  readonly records: readonly JournalRecord[];
  /** The file ends in the middle of a line: an append that was never acknowledged. */
  readonly tornTail: boolean;
  /**
   * Lines with a wrong length or checksum, or of a kind or version that this build doesn't know.
   */
  readonly badRecords: number;
  /** Where the next line belongs, in bytes: the end of the file, or the start of its torn tail. */
  readonly appendAt: number;
};

/**
 * Reads a journal. A torn tail ends it; a damaged line is counted and skipped, and never costs the
 * records after it. Refuses nothing: any bytes have a result.
 */
export const decodeJournal = (bytes: Uint8Array): JournalContent => {
  const records: JournalRecord[] = [];
  let tornTail = false;
  let badRecords = 0;
  let appendAt = 0;
  for (const line of journalLines(bytes)) {
    switch (line.kind) {
      case "whole":
        records.push(line.record);
        appendAt = line.end;
        break;
      case "bad":
        badRecords += 1;
        appendAt = line.end;
        break;
      case "torn":
        tornTail = true;
        break;
      default:
        unreachable(line);
    }
  }
  return { records, tornTail, badRecords, appendAt };
};

/** A span of a journal: bytes from `start` up to but not including `end`. */
export type JournalLine = { readonly start: number; readonly end: number } & (
  | { readonly kind: "whole"; readonly record: JournalRecord }
  | { readonly kind: "bad" }
  | { readonly kind: "torn" }
);

/** The spans of a journal, in order and without gaps; only the last one can be torn. */
export function* journalLines(bytes: Uint8Array): Generator<JournalLine> {
  let start = 0;
  while (start < bytes.length) {
    const line = wholeLineAt(bytes, start) ?? damagedLineAt(bytes, start);
    yield line;
    start = line.end;
  }
}

/** The id of the command that a record is about; undefined if the command has none. */
export const recordCommandId = (record: JournalRecord): CommandId | undefined => {
  if (record.type !== "command") return record.commandId;
  return commandIdSchema.safeParse(record.command["commandId"]).data;
};

const lineFeed = 0x0a;
const headerBytes = 18;
const headerPattern = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/;

// Find the end of the line by the length, so that a damaged line feed loses no record.
const wholeLineAt = (bytes: Uint8Array, start: number): JournalLine | undefined => {
  const payloadStart = start + headerBytes;
  const header = headerPattern.exec(asciiText(bytes.subarray(start, payloadStart)));
  if (!header) return undefined;

  const payloadEnd = payloadStart + Number.parseInt(header[1] ?? "", 16);
  const end = payloadEnd + 1;
  if (end > bytes.length || end - start > journalLineBytesMax) return undefined;

  const payload = bytes.subarray(payloadStart, payloadEnd);
  if (crc32(payload) !== Number.parseInt(header[2] ?? "", 16)) return undefined;

  const record = journalRecordSchema.safeParse(parseJson(asciiText(payload)));
  return record.success
    ? { start, end, kind: "whole", record: record.data }
    : { start, end, kind: "bad" };
};

const damagedLineAt = (bytes: Uint8Array, start: number): JournalLine => {
  const feed = bytes.indexOf(lineFeed, start);
  return feed === -1
    ? { start, end: bytes.length, kind: "torn" }
    : { start, end: feed + 1, kind: "bad" };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const hex8 = (value: number): string => value.toString(16).padStart(8, "0");

const asciiBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

const asciiText = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
