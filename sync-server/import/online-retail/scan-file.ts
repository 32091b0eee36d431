import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { type FileEncoding, openBytes, readLines } from "./read-lines.ts";
import { recordsOf } from "./records.ts";

/**
 * What a first pass over a file finds: enough to show progress, to resume, and to know when an
 * invoice is complete.
 */
export type FileScan = {
  /** SHA-256 of the decompressed bytes: the same file compressed twice is the same file. */
  readonly hash: string;
  readonly encoding: FileEncoding;
  readonly lineCount: number;
  /** Number of records for each invoice. An invoice is complete once all of them have been read. */
  readonly recordsOfInvoice: ReadonlyMap<string, number>;
};

/**
 * Reads a file once for its hash, encoding, length and invoices. The encoding is UTF-8 if the bytes
 * are valid, otherwise Windows-1252, in which every byte is a character. Throws if the file can't
 * be read or decompressed.
 */
export const scanFile = async (path: string): Promise<FileScan> => {
  const { hash, encoding } = await scanBytes(path);
  const recordsOfInvoice = new Map<string, number>();
  let lineCount = 0;
  for await (const record of recordsOf(readLines(path, encoding))) {
    lineCount += record.lineCount;
    const invoice = invoiceOf(record.text);
    recordsOfInvoice.set(invoice, (recordsOfInvoice.get(invoice) ?? 0) + 1);
  }
  return { hash, encoding, lineCount, recordsOfInvoice };
};

/** The first column as it is: groups records into invoices before anything is parsed. */
export const invoiceOf = (text: string): string => {
  const end = text.indexOf(",");
  return (end < 0 ? text : text.slice(0, end)).replaceAll('"', "").trim();
};

const scanBytes = async (path: string): Promise<{ hash: string; encoding: FileEncoding }> => {
  const hash = createHash("sha256");
  let tail = Buffer.alloc(0);
  let isFirst = true;
  let isUtf16 = false;
  let isValid = true;
  for await (const chunk of await openBytes(path)) {
    const bytes = Buffer.concat([tail, chunk]);
    hash.update(chunk);
    if (isFirst) isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    isFirst = false;
    const whole = wholeCharacters(bytes);
    isValid = isValid && isUtf8(bytes.subarray(0, whole));
    tail = bytes.subarray(whole);
  }
  const encoding = isUtf16 ? "utf16le" : isValid && isUtf8(tail) ? "utf8" : "windows-1252";
  return { hash: hash.digest("hex"), encoding };
};

/** Where the last complete UTF-8 character ends: a chunk may cut one in two. */
const wholeCharacters = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};
