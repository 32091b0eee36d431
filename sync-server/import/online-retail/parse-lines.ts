import { parse } from "csv-parse/sync";
import type { NumberedLine } from "./read-lines.ts";

/** The columns of the layout, in its order. */
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

/** A line split into its columns, or what is wrong with it as a line. */
export type SplitLine = {
  readonly lineNumber: number;
  readonly text: string;
} & ({ readonly columns: readonly string[] } | { readonly problem: string });

/**
 * Splits lines into columns. No field of this layout spans lines, so a line whose quotes do not close
 * is torn and is rejected alone: it cannot swallow its neighbours.
 */
export const splitLines = (lines: readonly NumberedLine[]): readonly SplitLine[] =>
  lines.map((line) => {
    if (!line.text.includes('"')) return withColumns(line, line.text.split(","));
    if ((line.text.split('"').length - 1) % 2 !== 0) {
      return { ...line, problem: "a quote is opened and not closed: the line is torn" };
    }
    return splitQuoted(line);
  });

const splitQuoted = (line: NumberedLine): SplitLine => {
  try {
    const rows: unknown = parse(line.text, { relax_column_count: true });
    const columns: unknown = Array.isArray(rows) ? rows[0] : undefined;
    return withColumns(line, Array.isArray(columns) ? columns.map(String) : []);
  } catch {
    return { ...line, problem: "the quotes of the line cannot be read" };
  }
};

const withColumns = (line: NumberedLine, columns: readonly string[]): SplitLine =>
  columns.length === COLUMNS.length
    ? { ...line, columns }
    : {
        ...line,
        problem: `${columns.length} columns where ${COLUMNS.length} belong: the line is torn or is of another layout`,
      };

/** True for the line that names the columns. */
export const isHeader = (text: string): boolean =>
  text
    .replace(/^\uFEFF/, "")
    .replaceAll('"', "")
    .trim()
    .toLowerCase() === COLUMNS.join(",").toLowerCase();
