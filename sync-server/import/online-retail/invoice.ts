import type { LineType } from "#shared/incentive/points/point.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { lineTotal, type RetailLine } from "./retail-line.ts";

/**
 * What an invoice is: a `sale`; a `return` (its number starts with C); a stock `adjustment`, which
 * moves goods but no money; or an `accounting` entry (its number starts with another letter).
 */
export type InvoiceKind = "sale" | "return" | "adjustment" | "accounting";

/** The lines with one invoice number, and their total. */
export type Invoice = {
  readonly invoiceNo: string;
  readonly kind: InvoiceKind;
  readonly lines: readonly RetailLine[];
  readonly totalCents: Cents;
  /** What rounding each line to a cent left over, in thousandths of a cent. */
  readonly leftMilliCents: number;
};

/** Joins the lines of one invoice, in their order. */
export const invoiceFrom = (invoiceNo: string, lines: readonly RetailLine[]): Invoice => {
  const totals = lines.map(lineTotal);
  return {
    invoiceNo,
    kind: kindOf(invoiceNo, lines),
    lines,
    totalCents: cents(totals.reduce((sum, total) => sum + total.cents, 0)),
    leftMilliCents: totals.reduce((sum, total) => sum + total.leftMilliCents, 0),
  };
};

const kindOf = (invoiceNo: string, lines: readonly RetailLine[]): InvoiceKind => {
  const prefix = /^[A-Za-z]/.exec(invoiceNo)?.[0].toUpperCase();
  if (prefix === "C") return "return";
  if (prefix !== undefined) return "accounting";
  const movesGoodsOnly = lines.every((line) => line.quantity < 0 && line.unitPriceMilliCents === 0);
  return movesGoodsOnly ? "adjustment" : "sale";
};

/** Stock codes of what is charged but isn't goods. */
const CHARGES: Readonly<Record<string, LineType>> = {
  POST: "shipping",
  DOT: "shipping",
  C2: "shipping",
  D: "fee",
  M: "fee",
  S: "fee",
  B: "fee",
  CRUK: "fee",
  PADS: "fee",
  "BANK CHARGES": "fee",
  AMAZONFEE: "fee",
};

/** What a line is for: goods and nothing else earn points, unless a definition says otherwise. */
export const lineTypeOf = (stockCode: string): LineType => {
  const code = stockCode.toUpperCase();
  if (code.startsWith("GIFT_")) return "gift_card";
  return Object.hasOwn(CHARGES, code) ? (CHARGES[code] ?? "goods") : "goods";
};
