import { z } from "zod";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { JSON_LENGTH_MAX, textOrNull } from "./fields.ts";

/**
 * The product variant in a line. There are no products yet, so nothing depends on it: it is kept
 * and shown as it was sent, with fields that we don't know as well.
 */
export const variantBodySchema = z
  .object({ sku: textOrNull(100).optional(), title: textOrNull(300).optional() })
  .catchall(anyJson)
  .refine(
    (variant) => JSON.stringify(variant).length <= JSON_LENGTH_MAX,
    "is too large: at most 20 kB",
  );

/** A product variant as clients of the API read it. */
export const variantViewSchema = z.looseObject({
  id: z.number().nullable(),
  product_id: z.number().nullable(),
  sku: z.string().nullable(),
  external_id: anyJson,
  barcode: z.string().nullable(),
  web_url: z.string().nullable(),
  handle: z.string().nullable(),
  title: z.string(),
  description: z.string().nullable(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  subcategory: z.string().nullable(),
  position: z.number(),
  price: z.number(),
  price_discounted: z.number().nullable(),
  price_comparison: z.number().nullable(),
  price_cost: z.number().nullable(),
  available_quantity: z.number().nullable(),
  images: z.array(anyJson),
  meta: anyJson,
  tags: z.array(anyJson),
  options: z.array(anyJson),
  created_at: z.string(),
  updated_at: z.string(),
});
type VariantView = z.infer<typeof variantViewSchema>;

/**
 * The product variant of a line. What the line didn't say about it follows from the line itself.
 */
export const variantView = (
  sent: ExtraFields,
  line: Pick<VariantView, "id" | "sku" | "barcode" | "external_id" | "title" | "price"> &
    Pick<VariantView, "created_at" | "updated_at">,
): VariantView => ({
  ...sent,
  id: numberIn(sent, "id") ?? line.id,
  product_id: numberIn(sent, "product_id"),
  sku: wordIn(sent, "sku") ?? line.sku,
  external_id: sent["external_id"] ?? line.external_id,
  barcode: wordIn(sent, "barcode") ?? line.barcode,
  web_url: wordIn(sent, "web_url"),
  handle: wordIn(sent, "handle"),
  title: wordIn(sent, "title") ?? line.title,
  description: wordIn(sent, "description"),
  brand: wordIn(sent, "brand"),
  category: wordIn(sent, "category"),
  subcategory: wordIn(sent, "subcategory"),
  position: numberIn(sent, "position") ?? 0,
  price: numberIn(sent, "price") ?? line.price,
  price_discounted: numberIn(sent, "price_discounted"),
  price_comparison: numberIn(sent, "price_comparison"),
  price_cost: numberIn(sent, "price_cost"),
  available_quantity: numberIn(sent, "available_quantity"),
  images: listIn(sent, "images"),
  meta: sent["meta"] ?? null,
  tags: listIn(sent, "tags"),
  options: listIn(sent, "options"),
  created_at: wordIn(sent, "created_at") ?? line.created_at,
  updated_at: wordIn(sent, "updated_at") ?? line.updated_at,
});

/** A number, also if it was sent as text. */
const numberIn = (fields: ExtraFields, key: string): number | null => {
  const value = fields[key];
  const isNumber = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : null;
};

/** A text, also if it was sent as a number. */
const wordIn = (fields: ExtraFields, key: string): string | null => {
  const value = fields[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
};

const listIn = (fields: ExtraFields, key: string) => {
  const value = fields[key];
  return Array.isArray(value) ? value : [];
};
