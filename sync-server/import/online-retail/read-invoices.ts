import type { TimeZone } from "#shared/kernel/time.ts";
import { type Invoice, invoiceFrom } from "./invoice.ts";
import { isHeader, splitLines } from "./parse-lines.ts";
import { readLines } from "./read-lines.ts";
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

export const newTally = (): ReadTally => ({
  linesRead: 0,
  milliCents: 0,
  rejected: [],
  rejectedRows: 0,
});

const REJECTED_KEPT_MAX = 1000;

/**
 * The invoices of a file, each yielded when its last line has been read. The order is the same
 * every time, even if an invoice's lines are scattered. A line that can't be read is recorded with
 * its number and reason, and its invoice goes on without it.
 */
export async function* readInvoices(
  path: string,
  scan: FileScan,
  zone: TimeZone,
  tally: ReadTally,
): AsyncGenerator<Invoice> {
  const open = new Map<string, { left: number; readonly lines: RetailLine[] }>();
  for await (const { lineNumber, text } of readLines(path, scan.encoding)) {
    tally.linesRead += 1;
    const key = invoiceOf(text);
    const invoice = open.get(key) ?? { left: scan.linesOfInvoice.get(key) ?? 1, lines: [] };
    open.set(key, invoice);
    invoice.left -= 1;
    if (text.trim() !== "" && !(lineNumber === 1 && isHeader(text))) {
      const line = readLine(lineNumber, text, zone);
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

const readLine = (lineNumber: number, text: string, zone: TimeZone): RetailLine | string => {
  const [split] = splitLines([{ lineNumber, text }]);
  if (!split || "problem" in split) return split?.problem ?? "the line is empty";
  const line = readRetailLine(lineNumber, split.columns, zone);
  return line.ok ? line.value : line.error;
};

const reject = (tally: ReadTally, line: number, reason: string): void => {
  tally.rejectedRows += 1;
  if (tally.rejected.length < REJECTED_KEPT_MAX) tally.rejected.push({ line, reason });
};
