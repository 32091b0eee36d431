import { z } from "zod";
import {
  variantChangeSchema,
  variantFieldsIn,
  variantView,
  variantViewSchema,
} from "#shared/api/catalogue/product-variant.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { productIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { mountAt } from "#sync-server/http/routes/v3/mount-at.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource, resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import { type ProductRecord, variantTable } from "#sync-server/storage/catalogue/product-table.ts";
import {
  listVariants,
  readVariants,
  type VariantOfProduct,
} from "#sync-server/storage/catalogue/variant-store.ts";

const filters = filtersOf(variantTable, { price_cents: "price" });

const shared = {
  noun: "variant",
  partOf: "products",
  view: variantViewSchema,
  show: ({ currency }: Plane, rows: readonly VariantOfProduct[]) =>
    rows.map((row) => variantView(row, currency)),
};

/** `/products/variants`: the variants of all products. */
export const variants = resource({
  ...shared,
  path: "/products/variants",
  list: { filters, page: ({ read }, query) => listVariants(read, query) },
});

type ProductPlane = Plane & { readonly product: ProductRecord };

const productParams = z.object({ product_id: rowNumber.pipe(productIdSchema) });

/** Finds the product by the id in the path; 404 if there is none. */
export const byProductId = (mount: Mount): Mount<ProductPlane> =>
  mountAt(mount, {
    path: "/products/:product_id",
    params: productParams,
    noun: "product",
    find: async (plane, { product_id: id }) => {
      const product = await productStore.read(plane.read, id);
      return product && { ...plane, product };
    },
  });

/** `/products/{id}/variants`: created with the product, changed and deleted here. */
export const variantsOfProduct = resourceOf<ProductPlane>("product")({
  ...shared,
  path: "/variants",
  id: rowNumber.pipe(variantIdSchema),
  param: "variant_id",
  list: { filters, page: ({ read, product }, query) => listVariants(read, query, product.id) },
  read: async ({ read, product }, id) => {
    const variant = (await readVariants(read, [id])).get(id);
    return variant?.productId === product.id ? variant : null;
  },
  change: {
    body: variantChangeSchema,
    write: ({ write, body, product, currency }, id) => {
      const { id: _, ...changes } = variantFieldsIn(body, currency);
      return write("updateVariant", { productId: product.id, id, changes });
    },
  },
  remove: {
    write: ({ write, product }, id) => write("deleteVariant", { productId: product.id, id }),
    summary: "Delete a variant that no sale is linked to",
  },
  refusals: {
    variant_unknown: unknown("variant of this product"),
    variant_twice: unknown("variant of this product"),
    sku_taken: invalid("sku", "The SKU has already been taken."),
    variant_id_taken: invalid("external_id", "The external id has already been taken."),
    sku_sold: invalid("sku", "The SKU can't be changed: sales are linked to it."),
    in_use: conflict(
      "It can't be deleted: sales are linked to it. Set its product's status to discontinued instead.",
    ),
  },
});
