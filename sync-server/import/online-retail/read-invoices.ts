import type { TimeZone } from "#shared/kernel/time.ts";
import { type Invoice, invoiceFrom } from "./invoice.ts";
import { readLines } from "./read-lines.ts";
import { type FileRecord, isHeader, recordsOf } from "./records.ts";
import type { DateOrder } from "./retail-date.ts";
import { lineTotal, type RetailLine, readRetailLine } from "./retail-line.ts";
import { type FileScan, invoiceOf } from "./scan-file.ts";

/** What reading a file collects besides its invoices. Filled while they are read. */
export type ReadTally = {
  linesRead: number;
  /** Total of everything readable, in thousandths of a cent. */
  milliCents: number;
  readonly rejected: { readonly line: number; readonly reason: string }[];
  rejectedRows: number;
};

/** A tally of a file of which nothing has been read. */
export const newTally = (): ReadTally => ({
  linesRead: 0,
  milliCents: 0,
  rejected: [],
  rejectedRows: 0,
});

const REJECTED_KEPT_MAX = 1000;

/**
 * The invoices of a file, each yielded when its last line has been read. The order is the same
 * every time, even if an invoice's lines are scattered. A record that can't be read is listed with
 * its line number and reason, and its invoice goes on without it.
 */
export async function* readInvoices(
  path: string,
  scan: FileScan,
  dates: { readonly zone: TimeZone; readonly order: DateOrder },
  tally: ReadTally,
): AsyncGenerator<Invoice> {
  const open = new Map<string, { left: number; readonly lines: RetailLine[] }>();
  for await (const record of recordsOf(readLines(path, scan.encoding))) {
    const { lineNumber, text } = record;
    tally.linesRead += record.lineCount;
    const key = invoiceOf(text);
    const invoice = open.get(key) ?? { left: scan.recordsOfInvoice.get(key) ?? 1, lines: [] };
    open.set(key, invoice);
    invoice.left -= 1;
    if (text.trim() !== "" && !(lineNumber === 1 && isHeader(text))) {
      const line = readRecord(record, dates);
      if (typeof line === "string") reject(tally, lineNumber, line);
      else {
        invoice.lines.push(line);
        const total = lineTotal(line);
        tally.milliCents += total.cents * 1000 + total.leftMilliCents;
      }
    }
    if (invoice.left > 0) continue;
    open.delete(key);
    const [first] = invoice.lines;
    if (first) yield invoiceFrom(first.invoiceNo, invoice.lines);
  }
}

const readRecord = (
  record: FileRecord,
  dates: { readonly zone: TimeZone; readonly order: DateOrder },
): RetailLine | string => {
  if ("problem" in record) return record.problem;
  const line = readRetailLine(record.lineNumber, record.columns, dates);
  return line.ok ? line.value : line.error;
};

const reject = (tally: ReadTally, line: number, reason: string): void => {
  tally.rejectedRows += 1;
  if (tally.rejected.length < REJECTED_KEPT_MAX) tally.rejected.push({ line, reason });
};
