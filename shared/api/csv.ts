import type { z } from "zod";

type Cell = string | number | null;

/**
 * Rows as CSV (RFC 4180), with a line of headings: the names of the fields. Text that a spreadsheet
 * would run as a formula gets a `'` in front (DOMAIN §11.8), because it may come from a till or a
 * web shop. Numbers stay numbers.
 */
export const csvOf = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  rows: readonly Readonly<Record<keyof Shape, Cell>>[],
): string =>
  [Object.keys(schema.shape), ...rows.map((row) => Object.values<Cell>(row))]
    .map((cells) => `${cells.map(csvCell).join(",")}\r\n`)
    .join("");

const csvCell = (value: Cell): string => {
  const isFormula = typeof value === "string" && /^[=+\-@\t\r\n]/.test(value);
  const text = `${isFormula ? "'" : ""}${value ?? ""}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
