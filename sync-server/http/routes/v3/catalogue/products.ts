import {
  newProductSchema,
  productChangeSchema,
  productFieldsIn,
  productView,
  productViewSchema,
  variantsIn,
} from "#shared/api/catalogue/product.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { productIdSchema } from "#shared/kernel/ids.ts";
import type { ProductRefusal } from "#sync-server/catalogue/products.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import {
  conflict,
  invalid,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listProducts, productStore } from "#sync-server/storage/catalogue/product-store.ts";
import { type ProductRecord, productList } from "#sync-server/storage/catalogue/product-table.ts";
import { readVariantsOf } from "#sync-server/storage/catalogue/variant-store.ts";

const REFUSALS: RefusalTable<ProductRefusal | { readonly reason: "in_use" }> = {
  product_unknown: unknown("product"),
  external_id_taken: invalid("external_id", "The external id has already been taken."),
  handle_taken: invalid("handle", "The handle has already been taken."),
  variant_unknown: ({ at }) =>
    invalid(
      `variants.${at}.id`,
      "The product has no such variant. Leave the id out for a new one.",
    ),
  variant_twice: ({ at }) =>
    invalid(`variants.${at}`, "The same variant, SKU or external id is sent twice."),
  sku_taken: ({ at }) => invalid(`variants.${at}.sku`, "The SKU has already been taken."),
  variant_id_taken: ({ at }) =>
    invalid(`variants.${at}.external_id`, "The external id has already been taken."),
  sku_sold: ({ at }) =>
    invalid(
      `variants.${at}.sku`,
      "The SKU can't be changed: sales are linked to it. Add another variant.",
    ),
  in_use: conflict(
    "It can't be deleted: sales are linked to it. Set its status to discontinued instead.",
  ),
};

const shared = {
  noun: "product",
  view: productViewSchema,
  show: async ({ read, currency }: Plane, products: readonly ProductRecord[]) => {
    const variants = await readVariantsOf(
      read,
      products.map(({ id }) => id),
    );
    return products.map((product) => {
      const own = variants.filter(({ productId }) => productId === product.id);
      return productView(product, own, currency);
    });
  },
  refusals: REFUSALS,
};

/** `/products` (DOMAIN §12.9). */
export const products = resource({
  ...shared,
  path: "/products",
  id: rowNumber.pipe(productIdSchema),
  list: {
    filters: filtersOf(productList, { system: "systems.handle", tag: "tags.handle" }),
    page: ({ read }, query) => listProducts(read, query),
  },
  read: ({ read }, id) => productStore.read(read, id),
  create: {
    body: newProductSchema,
    write: ({ write, body, currency }) =>
      write("createProduct", {
        product: productFieldsIn(body),
        variants: variantsIn(body, currency),
      }),
    summary: "Create a product with its variants",
  },
  change: {
    body: productChangeSchema,
    write: ({ write, body, currency }, id) =>
      write("updateProduct", {
        id,
        changes: productFieldsIn(body),
        variants: variantsIn(body, currency),
      }),
    summary: "Change a product, and those of its variants that are sent",
  },
  remove: {
    write: ({ write }, id) => write("deleteProduct", { id }),
    summary: "Delete a product that no sale is linked to",
  },
});

/** `/products/queue`: what a catalogue sends again and again. */
export const queuedProducts = resource({
  ...shared,
  path: "/products/queue",
  create: {
    body: newProductSchema,
    scopes: ["create-products", "update-products"],
    status: 200,
    alsoStatus: 201,
    write: async ({ write, body, currency, reply }) => {
      const put = await write("putProduct", {
        product: productFieldsIn(body),
        variants: variantsIn(body, currency),
      });
      if (!put.ok) return put;
      reply.code(put.value.isNew ? 201 : 200);
      return { ok: true, value: put.value.product };
    },
    summary: "Create a product, or change the one with its system and external id",
    description: "It is written before the answer, so it can be read at once.",
  },
});
