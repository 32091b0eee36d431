import { type Selectable, sql } from "kysely";
import type { ProductId } from "#shared/kernel/ids.ts";
import type { NewRecordOf } from "#sync-server/storage/column-table.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  columnsListed,
  deleteRecord,
  insertRecord,
  lockRecord,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type ProductField, type ProductRecord, productTable } from "./product-table.ts";

/** A page of the tenant's products. */
export const listProducts = async (
  deps: ReadDeps,
  query: ListQuery<ProductField>,
): Promise<Page<ProductRecord>> => {
  const { name: from, key, owner } = productTable;
  const elements = dialectOf(deps.dialect).elementsOf("products.tags");
  const tag = {
    column: "element.value",
    within: { select: sql`select 1 from ${sql.raw(elements)} where 1 = 1` },
  };
  const source = { from, key, owner, fields: { ...columnsListed(productTable), tag } };
  const page = await selectPage<Selectable<Tables["products"]>, ProductField>(deps, source, query);
  return { total: page.total, rows: page.rows.map(productTable.recordOf) };
};

/** Those of these products that there are. */
export const readProducts = (
  deps: ReadDeps,
  ids: readonly ProductId[],
): Promise<readonly ProductRecord[]> => readRecordsByKey(deps, productTable, ids);

/** One product; null if there is none. */
export const readProduct = async (deps: ReadDeps, id: ProductId): Promise<ProductRecord | null> =>
  (await readProducts(deps, [id]))[0] ?? null;

/** The same, locked, and with it its variants. */
export const lockProduct = (deps: WriteDeps, id: ProductId): Promise<ProductRecord | null> =>
  lockRecord(deps, productTable, id);

/** The product that a system knows by this id; null if there is none. */
export const findProduct = async (
  deps: ReadDeps,
  { system, externalId }: Pick<ProductRecord, "system" | "externalId">,
): Promise<ProductRecord | null> =>
  externalId === null
    ? null
    : ((
        await readRecords(
          deps,
          productTable,
          sql`system = ${system} and external_id = ${externalId}`,
        )
      )[0] ?? null);

/** The product with this handle; null if there is none. */
export const findProductByHandle = async (
  deps: ReadDeps,
  handle: string,
): Promise<ProductRecord | null> =>
  (await readRecords(deps, productTable, sql`handle = ${handle}`))[0] ?? null;

/** Inserts a product and returns it with its id. */
export const appendProduct = (
  deps: WriteDeps,
  fields: NewRecordOf<typeof productTable>,
): Promise<ProductRecord> => insertRecord(deps, productTable, fields);

/** Updates the fields of a product that are set. */
export const updateProductRow = (
  deps: WriteDeps,
  id: ProductId,
  fields: Partial<ProductRecord>,
): Promise<void> => updateRecord(deps, productTable, id, fields);

/** Deletes a product without variants. */
export const removeProduct = (deps: WriteDeps, id: ProductId): Promise<void> =>
  deleteRecord(deps, productTable, id);
