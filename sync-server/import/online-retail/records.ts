import { parse } from "csv-parse/sync";
import type { NumberedLine } from "./read-lines.ts";

/** The columns of the layout, in order. */
export const COLUMNS = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
  "Country",
] as const;

/** One record of a file: its columns, or what is wrong with it. */
export type FileRecord = {
  /** Where it starts, as editors count. */
  readonly lineNumber: number;
  /** More than one if a quoted field spans lines. */
  readonly lineCount: number;
  readonly text: string;
} & ({ readonly columns: readonly string[] } | { readonly problem: string });

/** A quote that isn't closed within this many lines is a mistake, not a very long field. */
const RECORD_LINES_MAX = 20;

/**
 * Joins lines into records: a quoted field may span lines. If a quote is never closed, or what it
 * closes over isn't a record, only the line that opened it is rejected, so that it can't swallow
 * the lines after it.
 */
export async function* recordsOf(
  lines: AsyncIterable<NumberedLine> | Iterable<NumberedLine>,
): AsyncGenerator<FileRecord> {
  let waiting: readonly NumberedLine[] = [];
  for await (const line of lines) {
    waiting = [...waiting, line];
    while (waiting.length > 0) {
      const record = firstRecord(waiting, waiting.length < RECORD_LINES_MAX);
      if (record === null) break;
      yield record;
      waiting = waiting.slice(record.lineCount);
    }
  }
  while (waiting.length > 0) {
    const record = firstRecord(waiting, false);
    if (record === null) return;
    yield record;
    waiting = waiting.slice(record.lineCount);
  }
}

/** The record that starts with the first line; null if it may go on in a line to come. */
const firstRecord = (lines: readonly NumberedLine[], isMoreToCome: boolean): FileRecord | null => {
  const [first] = lines;
  if (!first) return null;
  let quotes = 0;
  for (const [index, { text }] of lines.entries()) {
    quotes += text.split('"').length - 1;
    if (quotes % 2 !== 0) continue;
    const joined = lines.slice(0, index + 1).map((line) => line.text);
    const record = split(first.lineNumber, joined);
    return index === 0 || "columns" in record ? record : torn(first);
  }
  return isMoreToCome ? null : torn(first);
};

const torn = ({ lineNumber, text }: NumberedLine): FileRecord => ({
  lineNumber,
  lineCount: 1,
  text,
  problem: "a quote is never closed: the line is torn",
});

const split = (lineNumber: number, lines: readonly string[]): FileRecord => {
  const text = lines.join("\n");
  const record = { lineNumber, lineCount: lines.length, text };
  const columns = text.includes('"') ? splitQuoted(text) : text.split(",");
  if (columns === null) return { ...record, problem: "the quotes in this line can't be read" };
  return columns.length === COLUMNS.length
    ? { ...record, columns }
    : {
        ...record,
        problem: `${columns.length} columns instead of ${COLUMNS.length}: the line is torn or has another layout`,
      };
};

const splitQuoted = (text: string): readonly string[] | null => {
  try {
    const rows: unknown = parse(text, { relax_column_count: true, record_delimiter: "\n" });
    const columns: unknown = Array.isArray(rows) && rows.length === 1 ? rows[0] : null;
    return Array.isArray(columns) ? columns.map(String) : null;
  } catch {
    return null;
  }
};

/** True for the line with the column names. */
export const isHeader = (text: string): boolean =>
  text
    .replace(/^\uFEFF/, "")
    .replaceAll('"', "")
    .trim()
    .toLowerCase() === COLUMNS.join(",").toLowerCase();
