import { type Cents, cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { DATE_ORDERS, type DateOrder, dateAdvice, readDate } from "./retail-date.ts";

/** One line of an invoice, parsed. */
export type RetailLine = {
  readonly lineNumber: number;
  readonly invoiceNo: string;
  readonly stockCode: string;
  readonly description: string;
  readonly quantity: number;
  readonly invoicedAt: Instant;
  /** Price of one piece, in thousandths of a cent: the file has prices below a cent. */
  readonly unitPriceMilliCents: number;
  /** Null for a guest. */
  readonly buyer: string | null;
  readonly country: string;
};

const QUANTITY_MAX = 1_000_000;
const PRICE_MAX = 100_000;

/** Parses the columns of a record, or says which column is wrong and what it should contain. */
export const readRetailLine = (
  lineNumber: number,
  columns: readonly string[],
  dates: { readonly zone: TimeZone; readonly order: DateOrder },
): Result<RetailLine, string> => {
  const [
    invoice = "",
    stock = "",
    description = "",
    quantityText = "",
    dateText = "",
    priceText = "",
    buyerText = "",
    country = "",
  ] = columns.map((column) => column.trim());
  if (!/^[A-Za-z]?\d{1,12}$/.test(invoice)) {
    return err(`InvoiceNo "${cut(invoice)}" is not a number with at most one letter before it`);
  }
  if (stock === "") return err("StockCode is empty");
  const quantity = Number(quantityText);
  if (!/^-?\d{1,9}(\.0+)?$/.test(quantityText) || Math.abs(quantity) > QUANTITY_MAX) {
    return err(`Quantity "${cut(quantityText)}" is not a whole number up to ${QUANTITY_MAX}`);
  }
  const invoicedAt = readDate(dateText, dates);
  if (invoicedAt === null) {
    const { order } = dates;
    return err(
      `InvoiceDate "${cut(dateText)}" is not a date like ${DATE_ORDERS[order]}${dateAdvice(dateText, order)}`,
    );
  }
  const unitPriceMilliCents = milliCentsOf(priceText);
  if (unitPriceMilliCents === null) {
    return err(
      `UnitPrice "${cut(priceText)}" is not an amount up to ${PRICE_MAX}, with at most five decimals`,
    );
  }
  if (!/^(\d{1,12}(\.0+)?)?$/.test(buyerText)) {
    return err(`CustomerID "${cut(buyerText)}" is not a number`);
  }
  return ok({
    lineNumber,
    invoiceNo: invoice,
    stockCode: stock.slice(0, 100),
    description: description.replace(/\s+/g, " ").slice(0, 300),
    quantity,
    invoicedAt,
    unitPriceMilliCents,
    buyer: buyerText === "" ? null : String(Number.parseInt(buyerText, 10)),
    country,
  });
};

/** The total of a line, rounded to a cent, and what rounding left over in thousandths of a cent. */
export const lineTotal = (
  line: RetailLine,
): { readonly cents: Cents; readonly leftMilliCents: number } => {
  const milliCents = line.quantity * line.unitPriceMilliCents;
  const rounded = Math.sign(milliCents) * Math.round(Math.abs(milliCents) / 1000);
  return { cents: cents(rounded === 0 ? 0 : rounded), leftMilliCents: milliCents - rounded * 1000 };
};

const milliCentsOf = (text: string): number | null => {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,5}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  const value = Number(whole) * 100_000 + Number(fraction.padEnd(5, "0"));
  if (value > PRICE_MAX * 100_000) return null;
  return sign === "-" && value !== 0 ? -value : value;
};

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
