import { z } from "zod";
import {
  amount,
  amountOrNull,
  both,
  optionalLines,
  optionalText,
  shown,
  shownMoment,
} from "#shared/api/api-field.ts";
import { decimalFromZero, filled, freeJson, orNull, tags, textOrNull } from "#shared/api/fields.ts";
import { images, jsonList } from "#shared/api/json-list.ts";
import { quantity } from "#shared/api/quantity.ts";
import { encoderOf, type Inside, insideNames, named } from "#shared/kernel/codec.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { anyJson, type ExtraFields, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";

const sent = perCurrency((currency) => ({
  sku: optionalText(100),
  barcode: optionalText(100),
  external_id: optionalText(190),
  handle: optionalText(200),
  title: both(filled(300), z.string()),
  description: optionalLines(20_000),
  web_url: optionalText(2000),
  position: both(wholeNumber, z.int()),
  price: named("priceCents", amount(decimalFromZero(currency), currency)),
  price_discounted: named(
    "priceDiscountedCents",
    amountOrNull(decimalFromZero(currency), currency),
  ),
  price_comparison: named(
    "priceComparisonCents",
    amountOrNull(decimalFromZero(currency), currency),
  ),
  price_cost: named("priceCostCents", amountOrNull(decimalFromZero(currency), currency)),
  available_quantity: both(orNull(quantity), z.number().nullable()),
  images,
  meta: both(orNull(freeJson), anyJson),
  tags: both(tags, z.array(z.string())),
  options: jsonList,
}));

const fields = perCurrency((currency) => ({
  id: shown(z.int()),
  product_id: shown(z.int()),
  ...sent(currency),
  created_at: shownMoment,
  updated_at: shownMoment,
}));
type Fields = ReturnType<typeof fields>;

/** What may change of a variant (DOMAIN §12.9). */
export const variantChangeSchema = perCurrency((currency) =>
  z.object(pluck(sent(currency), "body")).partial(),
);

/** A variant among those of a product: `id` names one that there is. */
export const variantOfProductSchema = perCurrency((currency) =>
  variantChangeSchema(currency).extend({ id: orNull(wholeNumber).optional() }),
);

/** A variant in a body, in our terms. */
export const variantFieldsIn = (
  body: z.output<ReturnType<typeof variantOfProductSchema>>,
  currency: Currency,
) => ({ id: body.id ?? null, ...insideNames(sent(currency), body) });

/** A product variant as clients of the API read it. A line's may be known only in part. */
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

/** A variant that there is, with what it has from its product. */
export type KnownVariant = Inside<Fields> & {
  readonly product: {
    readonly title: string;
    readonly brand: string | null;
    readonly department: string | null;
    readonly category: string | null;
    readonly subcategory: string | null;
  };
};

const encode = perCurrency((currency) => encoderOf(fields(currency)));

/** A variant as the API shows it. */
export const variantView = (variant: KnownVariant, currency: Currency): VariantView => {
  const { brand, category, subcategory } = variant.product;
  return { ...encode(currency)(variant), brand, category, subcategory };
};

/**
 * The product variant in a line: kept and shown as it was sent, with fields that we don't know as
 * well. Which variant the line is of doesn't depend on it.
 */
export const variantBodySchema = z
  .object({ sku: textOrNull(100).optional(), title: textOrNull(300).optional() })
  .catchall(anyJson)
  .refine(
    (variant) => JSON.stringify(variant).length <= JSON_LENGTH_MAX,
    "is too large: at most 20 kB",
  );

/**
 * The product variant of a line: what was sent of it, then what the line says, then the variant
 * that it is linked to. What decides points is only shown as it was sent, so that a sale that is
 * sent back as it was read still earns the same (DOMAIN §12.9).
 */
export const lineVariantView = (
  sent: ExtraFields,
  line: Pick<VariantView, "id" | "sku" | "barcode" | "external_id" | "title" | "price"> &
    Pick<VariantView, "created_at" | "updated_at">,
  linked: VariantView | null,
): VariantView => ({
  ...sent,
  id: numberIn(sent, "id") ?? line.id ?? linked?.id ?? null,
  product_id: numberIn(sent, "product_id") ?? linked?.product_id ?? null,
  sku: wordIn(sent, "sku") ?? line.sku,
  external_id: sent["external_id"] ?? line.external_id ?? linked?.external_id ?? null,
  barcode: wordIn(sent, "barcode") ?? line.barcode ?? linked?.barcode ?? null,
  web_url: wordIn(sent, "web_url") ?? linked?.web_url ?? null,
  handle: wordIn(sent, "handle") ?? linked?.handle ?? null,
  title: wordIn(sent, "title") ?? line.title,
  description: wordIn(sent, "description") ?? linked?.description ?? null,
  brand: wordIn(sent, "brand"),
  category: wordIn(sent, "category"),
  subcategory: wordIn(sent, "subcategory"),
  position: numberIn(sent, "position") ?? linked?.position ?? 0,
  price: numberIn(sent, "price") ?? linked?.price ?? line.price,
  price_discounted: numberIn(sent, "price_discounted") ?? linked?.price_discounted ?? null,
  price_comparison: numberIn(sent, "price_comparison") ?? linked?.price_comparison ?? null,
  price_cost: numberIn(sent, "price_cost") ?? linked?.price_cost ?? null,
  available_quantity: numberIn(sent, "available_quantity") ?? linked?.available_quantity ?? null,
  images: listIn(sent, "images") ?? linked?.images ?? [],
  meta: sent["meta"] ?? linked?.meta ?? null,
  tags: listIn(sent, "tags") ?? linked?.tags ?? [],
  options: listIn(sent, "options") ?? linked?.options ?? [],
  created_at: wordIn(sent, "created_at") ?? linked?.created_at ?? line.created_at,
  updated_at: wordIn(sent, "updated_at") ?? linked?.updated_at ?? line.updated_at,
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
  return Array.isArray(value) ? value : null;
};
