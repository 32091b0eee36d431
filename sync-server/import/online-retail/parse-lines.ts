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

/** A line split into columns, or what is wrong with it. */
export type SplitLine = {
  readonly lineNumber: number;
  readonly text: string;
} & ({ readonly columns: readonly string[] } | { readonly problem: string });

/**
 * Splits lines into columns. No field in this layout spans lines, so a line with an unclosed quote
 * is torn. It is rejected alone and can't swallow the lines after it.
 */
export const splitLines = (lines: readonly NumberedLine[]): readonly SplitLine[] =>
  lines.map((line) => {
    if (!line.text.includes('"')) return withColumns(line, line.text.split(","));
    if ((line.text.split('"').length - 1) % 2 !== 0) {
      return { ...line, problem: "a quote is never closed: the line is torn" };
    }
    return splitQuoted(line);
  });

const splitQuoted = (line: NumberedLine): SplitLine => {
  try {
    const rows: unknown = parse(line.text, { relax_column_count: true });
    const columns: unknown = Array.isArray(rows) ? rows[0] : undefined;
    return withColumns(line, Array.isArray(columns) ? columns.map(String) : []);
  } catch {
    return { ...line, problem: "the quotes in this line can't be read" };
  }
};

const withColumns = (line: NumberedLine, columns: readonly string[]): SplitLine =>
  columns.length === COLUMNS.length
    ? { ...line, columns }
    : {
        ...line,
        problem: `${columns.length} columns instead of ${COLUMNS.length}: the line is torn or has another layout`,
      };

/** True for the line with the column names. */
export const isHeader = (text: string): boolean =>
  text
    .replace(/^\uFEFF/, "")
    .replaceAll('"', "")
    .trim()
    .toLowerCase() === COLUMNS.join(",").toLowerCase();
