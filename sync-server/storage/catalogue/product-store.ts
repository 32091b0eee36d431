import { type Selectable, sql } from "kysely";
import type { ProductId } from "#shared/kernel/ids.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { type ListQuery, type Page, selectPage } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type ProductField, type ProductRecord, productTable } from "./product-table.ts";

export const productStore = recordStore(productTable);

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
  return { ...page, rows: page.rows.map(productTable.recordOf) };
};

/** The oldest of the tenant's `count` newest products; null if it has fewer. */
export const readOldestHeld = async (deps: ReadDeps, count: number): Promise<ProductId | null> => {
  const { rows } = await sql<{ readonly id: ProductId }>`
    select id from products where tenant_id = ${deps.tenantId}
    order by id desc limit 1 offset ${count - 1}
  `.execute(deps.sql);
  return rows[0]?.id ?? null;
};
