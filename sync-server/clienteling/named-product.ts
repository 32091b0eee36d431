import type { ProductId, VariantId } from "#shared/kernel/ids.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import { variantStore } from "#sync-server/storage/catalogue/variant-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Why a product or variant can't be named, in order of precedence. */
export type ProductRefusal =
  | { readonly reason: "product_unknown" }
  | { readonly reason: "variant_unknown" };

/** What is wrong with the product and the variant that something names; null if nothing is. */
export const problemOfProduct = async (
  deps: ReadDeps,
  named: {
    readonly productId?: ProductId | null | undefined;
    readonly productVariantId?: VariantId | null | undefined;
  },
): Promise<ProductRefusal | null> => {
  const { productId, productVariantId } = named;
  if (productId && !(await productStore.read(deps, productId)))
    return { reason: "product_unknown" };
  return productVariantId && !(await variantStore.read(deps, productVariantId))
    ? { reason: "variant_unknown" }
    : null;
};
