import { z } from "zod";
import { productIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  amount,
  created,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  listedCustomFields,
  nullable,
  numberOf,
  text,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

const texts = jsonOf(z.array(z.string()));
const list = jsonOf(z.array(anyJson));

/** What is sold (DOMAIN §12.9). */
export const productTable = columnTable("products", {
  id: listed(generated(numberOf(productIdSchema))),
  /** The first of `systems`. With `external_id` it is the product's key. */
  system: listed(text),
  external_id: listed(nullable(text)),
  handle: listed(text),
  title: listedCaseless(text),
  status: listed(text),
  brand: listed(nullable(text)),
  department: listed(nullable(text)),
  category: listed(nullable(text)),
  subcategory: listed(nullable(text)),
  position: listed(whole),
  description: nullable(text),
  web_url: nullable(text),
  images: list,
  systems: texts,
  channels: list,
  tags: texts,
  options: list,
  custom_fields: listedCustomFields,
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ProductRecord = RecordOf<typeof productTable>;

/** What products are filtered and sorted by. */
export const productList = {
  listed: { ...productTable.listed, tag: { kind: "text", isSortable: false } },
} as const;
export type ProductField = ListedField<typeof productList>;

/** The sizes and colours of products: what lines of sales are of. */
export const variantTable = columnTable("product_variants", {
  id: listed(generated(numberOf(variantIdSchema))),
  product_id: listed(numberOf(productIdSchema)),
  sku: listed(nullable(text)),
  barcode: listed(nullable(text)),
  external_id: listed(nullable(text)),
  handle: listed(nullable(text)),
  title: listedCaseless(text),
  position: listed(whole),
  price_cents: listed(amount),
  price_discounted_cents: nullable(amount),
  price_comparison_cents: nullable(amount),
  price_cost_cents: nullable(amount),
  /** With up to four decimals. */
  available_quantity: nullable(numberOf(z.number())),
  description: nullable(text),
  web_url: nullable(text),
  images: list,
  meta: jsonOf(anyJson),
  tags: texts,
  options: list,
  created_at: listed(created),
  updated_at: listed(updated),
});
export type VariantRecord = RecordOf<typeof variantTable>;
export type VariantField = ListedField<typeof variantTable>;
