import { type Cents, cents } from "#shared/kernel/money.ts";
import { lineTotal, type RetailLine } from "./retail-line.ts";

/**
 * What an invoice is: a `sale`; a `return` (its number starts with C); a stock `adjustment`, which
 * moves goods but no money; or an `accounting` entry (its number starts with another letter). Only
 * sales and returns become transactions.
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

const NOT_GOODS = new Set([
  "POST",
  "DOT",
  "D",
  "M",
  "C2",
  "S",
  "B",
  "CRUK",
  "PADS",
  "BANK CHARGES",
  "AMAZONFEE",
]);

/** False for postage, fees, discounts and corrections: they are charged but aren't goods. */
export const isGoods = (stockCode: string): boolean => !NOT_GOODS.has(stockCode.toUpperCase());
