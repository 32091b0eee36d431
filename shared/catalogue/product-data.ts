import type { ConditionData } from "#shared/kernel/condition.ts";

const OWN = [
  "name",
  "item_sku",
  "barcode",
  "quantity",
  "quantity_abs",
  "department",
  "line_type",
] as const;
const VARIANT = ["title", "sku", "brand", "category", "subcategory"] as const;
const PRODUCT = ["title", "department", "brand"] as const;

type Fields<Names extends readonly string[]> = Readonly<
  Record<Names[number], string | number | null>
>;

/**
 * A line of a sale as conditions on products see it (DOMAIN §16 no. 4); nothing of it can grow
 * without bound.
 */
export type ProductData = ConditionData &
  Fields<typeof OWN> &
  Fields<typeof VARIANT> & {
    readonly product: Fields<typeof PRODUCT>;
    readonly product_variant: Fields<typeof VARIANT>;
  };

/** What such a condition can read ([Q10]). */
export const PRODUCT_VARIABLES: readonly string[] = [
  ...OWN,
  ...VARIANT,
  "product",
  ...PRODUCT.map((name) => `product.${name}`),
  "product_variant",
  ...VARIANT.map((name) => `product_variant.${name}`),
];
