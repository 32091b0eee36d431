import { z } from "zod";
import { codesOf, HELD_PRODUCTS_MAX, type HeldProduct } from "#shared/catalogue/held-product.ts";
import { productIdSchema } from "#shared/kernel/ids.ts";
import type { ProductFact } from "#shared/sync/facts.ts";
import { productKey } from "#shared/sync/product-key.ts";
import { pictureOfProduct } from "#sync-server/storage/catalogue/product-picture.ts";
import { productStore, readOldestHeld } from "#sync-server/storage/catalogue/product-store.ts";
import type { ProductRecord, VariantRecord } from "#sync-server/storage/catalogue/product-table.ts";
import { readVariantsOf } from "#sync-server/storage/catalogue/variant-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The products with these ids as devices hold them, if they are among the newest ([S30]). */
export const readProductFacts = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly ProductFact[]> => {
  if (ids.length === 0) return [];
  const oldest = await readOldestHeld(deps, HELD_PRODUCTS_MAX);
  const wanted = ids.map((id) => productIdSchema.parse(Number(id)));
  const products = await productStore.readAll(
    deps,
    wanted.filter((id) => oldest === null || id >= oldest),
  );
  const variants = await readVariantsOf(
    deps,
    products.map(({ id }) => id),
  );
  const byProduct = Map.groupBy(variants, ({ productId }) => productId);
  return products.map((record) => {
    const product = heldProductOf(record, byProduct.get(record.id) ?? []);
    const codes = codesOf(product).map((code) => productKey({ code }, null));
    return {
      id: String(record.id),
      ...(codes.length > 0 && { productKeys: [...new Set(codes)] }),
      product,
    };
  });
};

/** The words for a product that isn't sold any more (DOMAIN §12.9). */
const ARCHIVED: readonly string[] = ["archived", "discontinued", "deleted"];

const heldProductOf = (product: ProductRecord, variants: readonly VariantRecord[]): HeldProduct => {
  const own = pictureOfProduct(product, null);
  // Without a picture of its own it shows that of the first variant that has one.
  const shown = own ?? variants.flatMap((variant) => pictureOfProduct(null, variant) ?? [])[0];
  return {
    id: product.id,
    externalId: product.externalId,
    title: product.title,
    brand: product.brand,
    category: product.subcategory ?? product.category ?? product.department,
    isArchived: ARCHIVED.includes(product.status),
    ...(shown && { picture: shown }),
    variants: variants.map((variant) => {
      const priceCents = variant.priceDiscountedCents ?? variant.priceCents;
      const full = variant.priceComparisonCents ?? variant.priceCents;
      const picture = pictureOfProduct(null, variant);
      return {
        id: variant.id,
        title: variant.title,
        options: variant.options.flatMap(optionOf),
        ...{ sku: variant.sku, barcode: variant.barcode, externalId: variant.externalId },
        priceCents,
        ...(full > priceCents && { fullPriceCents: full }),
        ...(picture && picture !== shown && { picture }),
      };
    }),
  };
};

const optionSchema = z.union([
  z.string(),
  z.object({ value: z.string() }).transform(({ value }) => value),
]);

/** An option is any JSON; what can be read of it is a text, or one that has a `value`. */
const optionOf = (option: unknown): readonly string[] => {
  const text = optionSchema.safeParse(option).data;
  return text ? [text] : [];
};
