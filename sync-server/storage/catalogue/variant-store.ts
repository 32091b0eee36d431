import { sql } from "kysely";
import type { ProductId } from "#shared/kernel/ids.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { productStore } from "./product-store.ts";
import {
  type ProductRecord,
  type VariantField,
  type VariantRecord,
  variantTable,
} from "./product-table.ts";

/** A variant with its product. */
export type VariantOfProduct = VariantRecord & { readonly product: ProductRecord };

export const variantStore = recordStore(variantTable);

/** A page of all variants, or of one product's. */
export const listVariants = async (
  deps: ReadDeps,
  query: ListQuery<VariantField>,
  productId: ProductId | null = null,
): Promise<Page<VariantOfProduct>> => {
  const conditions = productId === null ? [] : [sql<boolean>`product_id = ${productId}`];
  const page = await readPage(deps, variantTable, query, conditions);
  return { ...page, rows: await withProducts(deps, page.rows) };
};

const withProducts = async (
  deps: ReadDeps,
  variants: readonly VariantRecord[],
): Promise<readonly VariantOfProduct[]> => {
  const products = await productStore.readAll(deps, [
    ...new Set(variants.map((each) => each.productId)),
  ]);
  const byId = new Map(products.map((product) => [product.id, product]));
  return variants.flatMap((variant) => {
    const product = byId.get(variant.productId);
    return product ? [{ ...variant, product }] : [];
  });
};

/** The variants of products, in their order. */
export const readVariantsOf = async (
  deps: ReadDeps,
  productIds: readonly ProductId[],
): Promise<readonly VariantRecord[]> =>
  productIds.length === 0
    ? []
    : readRecords(
        deps,
        variantTable,
        sql`product_id in (${sql.join(productIds)})`,
        sql`order by product_id, position, id`,
      );

/** The variants with these SKUs, of any product. */
export const findVariantsBySku = async (
  deps: ReadDeps,
  skus: readonly string[],
): Promise<readonly VariantRecord[]> =>
  skus.length === 0 ? [] : readRecords(deps, variantTable, sql`sku in (${sql.join(skus)})`);

/** The variants with these barcodes, the oldest first: several may have the same. */
export const findVariantsByBarcode = async (
  deps: ReadDeps,
  barcodes: readonly string[],
): Promise<readonly VariantRecord[]> =>
  barcodes.length === 0
    ? []
    : readRecords(deps, variantTable, sql`barcode in (${sql.join(barcodes)})`, sql`order by id`);

/**
 * The id of the variant that a line is linked to: the one with its SKU, or else the oldest with its
 * barcode ([U1]). It is looked up whenever it is read, so products may arrive after their sales.
 */
export const variantOfLine = (line: string): string => `coalesce(
  (select v.id from product_variants as v
    where v.tenant_id = ${line}.tenant_id and v.sku = ${line}.sku),
  (select min(v.id) from product_variants as v
    where v.tenant_id = ${line}.tenant_id and v.barcode = ${line}.extra_barcode))`;

/** The variants that lines of these transactions are linked to, by the id of the line. */
export const readVariantsOfLines = async (
  deps: ReadDeps,
  transactionIds: readonly number[],
): Promise<ReadonlyMap<number, VariantOfProduct>> => {
  if (transactionIds.length === 0) return new Map();
  const variantId = sql.raw(variantOfLine("i"));
  const { rows } = await sql<{ readonly line_id: number; readonly variant_id: number | null }>`
    select i.id as line_id, ${variantId} as variant_id from transaction_items as i
    where i.tenant_id = ${deps.tenantId} and i.transaction_id in (${sql.join(transactionIds)})
  `.execute(deps.sql);
  const variants = await readVariants(
    deps,
    rows.flatMap((row) => row.variant_id ?? []),
  );
  return new Map(
    rows.flatMap(({ line_id: line, variant_id: id }) => {
      const variant = id === null ? undefined : variants.get(id);
      return variant ? [[line, variant] as const] : [];
    }),
  );
};

const IDS_AT_ONCE = 1000;

/** The variants with these ids, by id. */
export const readVariants = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<ReadonlyMap<number, VariantOfProduct>> => {
  const wanted = [...new Set(ids)];
  const found: VariantRecord[] = [];
  for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
    const part = wanted.slice(start, start + IDS_AT_ONCE);
    found.push(...(await readRecords(deps, variantTable, sql`id in (${sql.join(part)})`)));
  }
  return new Map((await withProducts(deps, found)).map((variant) => [variant.id, variant]));
};

/** Which variants of a product lines of sales are linked to. */
export const readSoldVariants = async (
  deps: ReadDeps,
  productId: ProductId,
): Promise<ReadonlySet<number>> => {
  const linked = sql.raw(variantOfLine("i"));
  const { rows } = await sql<{ readonly id: number }>`
    select v.id from product_variants as v
    where v.tenant_id = ${deps.tenantId} and v.product_id = ${productId} and (
      exists (select 1 from transaction_items as i
        where i.tenant_id = v.tenant_id and i.sku = v.sku)
      or exists (select 1 from transaction_items as i
        where i.tenant_id = v.tenant_id and i.extra_barcode = nullif(v.barcode, '')
          and ${linked} = v.id))
  `.execute(deps.sql);
  return new Set(rows.map(({ id }) => id));
};
