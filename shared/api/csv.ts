import { z } from "zod";

/** How a report for finance is answered: as data, or as a table. */
export const reportFormatSchema = z.enum(["json", "csv"]);

type Cell = string | number | null;

/** Rows as CSV (RFC 4180), with a line of headings: the names of the fields. */
export const csvOf = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  rows: readonly Readonly<Record<keyof Shape, Cell>>[],
): string => csvHeadings(schema) + csvRows(schema, rows);

/** The names of the fields as the first line. */
export const csvHeadings = (schema: z.ZodObject): string => csvLine(Object.keys(schema.shape));

/**
 * The rows alone, each with its cells in the order of the headings. Text that a spreadsheet
 * would run as a formula gets a `'` in front (DOMAIN §11.8), because it may come from a till or a
 * web shop. Numbers stay numbers.
 */
export const csvRows = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  rows: readonly Readonly<Record<keyof Shape, Cell>>[],
): string => {
  const fields = Object.keys(schema.shape);
  return rows.map((row) => csvLine(fields.map((field) => row[field] ?? null))).join("");
};

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

const csvCell = (value: Cell): string => {
  const isFormula = typeof value === "string" && /^[=+\-@\t\r\n]/.test(value);
  const text = `${isFormula ? "'" : ""}${value ?? ""}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
