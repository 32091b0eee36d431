import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import iconv from "iconv-lite";

/** The encoding of the text in a file. */
export type FileEncoding = "utf8" | "utf16le" | "windows-1252";

/** One physical line and its number from 1, as editors show it. */
export type NumberedLine = { readonly lineNumber: number; readonly text: string };

/** Recognises gzip by its first two bytes, never by its name. */
const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

/** The decompressed bytes of a file, as a stream. A broken gzip ends the stream with its error. */
export const openBytes = async (path: string): Promise<Readable> => {
  const raw = createReadStream(path);
  if (!(await isGzip(path))) return raw;
  return pipeline(raw, createGunzip(), () => {
    // The stream's reader gets the error, so there is nothing to do here.
  });
};

/** A longer line isn't an invoice line. It is cut, and then rejected for its columns. */
const LINE_LENGTH_MAX = 10_000;

/** The lines of a file, one at a time, with any line ending. Memory doesn't grow with the file. */
export async function* readLines(
  path: string,
  encoding: FileEncoding,
): AsyncGenerator<NumberedLine> {
  const decoder = iconv.getDecoder(encoding);
  let rest = "";
  let lineNumber = 0;
  for await (const chunk of await openBytes(path)) {
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > LINE_LENGTH_MAX) rest = rest.slice(0, LINE_LENGTH_MAX);
    for (const text of parts) yield { lineNumber: ++lineNumber, text: withoutEnd(text) };
  }
  rest += decoder.end() ?? "";
  if (rest !== "") yield { lineNumber: ++lineNumber, text: withoutEnd(rest) };
}

const withoutEnd = (text: string): string => (text.endsWith("\r") ? text.slice(0, -1) : text);
