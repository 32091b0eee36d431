import { z } from "zod";
import type { ProductData } from "#shared/catalogue/product-data.ts";
import type { CountedReturn, CountedSale } from "#shared/incentive/achievements/count-sale.ts";
import type { EarningSale } from "#shared/incentive/points/earned-points.ts";
import { lineTypeSchema } from "#shared/incentive/points/point.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { intoCurrencyOf, type Priced } from "#shared/kernel/exchange-rate.ts";
import { type ExtraFields, extraSchema, textIn } from "#shared/kernel/json.ts";
import { roundDecimalCents } from "#shared/kernel/money.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type { TransactionFields } from "#sync-server/storage/commerce/transaction-table.ts";

type Sold = Pick<TransactionFields, "totalCents" | "isVoid" | "extra"> & Priced;

/** A sale as its points and counts depend on it. A void one counts for nothing. */
export const earningSaleOf = (sale: Sold, items: readonly ItemRecord[]): CountedSale => ({
  exchangeRate: sale.exchangeRate,
  totalCents: sale.isVoid ? 0 : sale.totalCents,
  lines: standingItems(items).map(lineOf),
  feesCents: numberIn(sale.extra, "fees"),
  payments: paymentsOf(sale),
  isStaffSale: textIn(sale.extra, "type")?.toLowerCase() === "staff",
});

/** What a return of a sale brings back, in the currency of the sale. */
export const returnedGoodsOf = (
  returned: Pick<TransactionFields, "totalCents"> & Priced,
  items: readonly ItemRecord[],
  sale: Priced,
): CountedReturn => {
  const inSale = intoCurrencyOf(sale, returned);
  return {
    totalCents: inSale(-returned.totalCents),
    lines: standingItems(items).map((item) => ({
      kind: kindOf(item),
      cents: inSale(-centsOf(item)),
      quantity: -item.quantity,
    })),
  };
};

/** Lines that are void were taken off the receipt. */
export const standingItems = (items: readonly ItemRecord[]): readonly ItemRecord[] =>
  items.filter((item) => item.extra["is_void"] !== true);

const lineOf = (item: ItemRecord): CountedSale["lines"][number] => ({
  kind: kindOf(item),
  quantity: item.quantity,
  lineType: read(lineTypeSchema, item.extra["line_type"]) ?? "goods",
  cents: centsOf(item),
  taxCents: Math.round(item.quantity * (item.priceTaxCents ?? 0)),
  product: productOf(item),
});

const kindOf = ({ sku, name }: ItemRecord): string => sku ?? name;

/** Prices are for one piece. */
const centsOf = ({ quantity, priceSellCents }: ItemRecord): number =>
  Math.round(quantity * priceSellCents);

/** A line as conditions on products see it. */
const productOf = ({ name, sku, quantity, extra }: ItemRecord): ProductData => {
  const sent = read(extraSchema, extra["product_variant"]) ?? {};
  const department = textIn(extra, "department");
  const variant = {
    title: textIn(sent, "title") ?? name,
    sku,
    brand: textIn(sent, "brand"),
    category: textIn(sent, "category"),
    subcategory: textIn(sent, "subcategory"),
  };
  return {
    ...variant,
    name,
    item_sku: sku,
    barcode: textIn(extra, "barcode"),
    quantity,
    quantity_abs: Math.abs(quantity),
    department,
    line_type: textIn(extra, "line_type") ?? "goods",
    product: { title: variant.title, department, brand: variant.brand },
    product_variant: variant,
  };
};

const numberIn = (extra: ExtraFields, field: string): number =>
  read(wholeSchema, extra[field]) ?? 0;

const wholeSchema = z.int();

/** A field that was sent with a sale; undefined if it can't be read. Most sales have none. */
const read = <T>(schema: z.ZodType<T>, sent: unknown): T | undefined =>
  sent === undefined ? undefined : schema.safeParse(sent).data;

/** Payments are kept as they were sent; one without a code, or a code alone, counts as money. */
const paymentSchema = z.object({
  payment_code: z.string(),
  tender_value: z.union([z.number(), z.string()]),
});

const paymentsOf = ({ extra, currency }: Sold): EarningSale["payments"] => {
  const sent = extra["payments"];
  if (!Array.isArray(sent)) return [];
  return sent.flatMap((each) => {
    const payment = paymentSchema.safeParse(each);
    if (!payment.success) return [];
    const { payment_code: code, tender_value: value } = payment.data;
    return [{ code, cents: roundDecimalCents(value, currencyOf(currency)) ?? 0 }];
  });
};
