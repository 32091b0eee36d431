import { sql } from "kysely";
import type { OrderId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { FREE_FIELDS, freeFieldsIn } from "#sync-server/storage/json-filters.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed, readPageBy, readRecords } from "#sync-server/storage/table-queries.ts";
import { type OrderRecord, orderTable } from "./order-table.ts";
import { type TransactionRecord, transactionTable } from "./transaction-table.ts";

export const orderStore = recordStore(orderTable);

/** What orders are filtered and sorted by: columns and free fields. */
export const orderList = {
  listed: { ...orderTable.listed, ...FREE_FIELDS },
} as const;
type OrderField = ListedField<typeof orderList>;

/** A page of the tenant's orders. */
export const listOrders = (
  deps: ReadDeps,
  query: ListQuery<OrderField>,
): Promise<Page<OrderRecord>> =>
  readPageBy(deps, orderTable, query, {
    ...columnsListed(orderTable),
    ...freeFieldsIn("orders.extra"),
  });

/** So many transactions of an order are shown. */
const TRANSACTIONS_MAX = 50;

/**
 * The transactions that name these orders, of each the latest fifty, the oldest first, by the
 * number of the order ([U6]).
 */
export const readTransactionsOfOrders = async (
  deps: ReadDeps,
  ids: readonly OrderId[],
): Promise<ReadonlyMap<string, readonly TransactionRecord[]>> => {
  if (ids.length === 0) return new Map();
  const named = await sql<{ readonly id: number; readonly order_id: string }>`
    select id, extra_order_id as order_id from transactions where tenant_id = ${deps.tenantId}
      and extra_order_id is not null and extra_order_id in (${sql.join(ids.map(String))})
    order by id
  `.execute(deps.sql);
  const latest = [...Map.groupBy(named.rows, (row) => row.order_id).values()]
    .flatMap((rows) => rows.slice(-TRANSACTIONS_MAX))
    .map(({ id }) => id);
  if (latest.length === 0) return new Map();
  const condition = sql`id in (${sql.join(latest)})`;
  const found = await readRecords(deps, transactionTable, condition, sql`order by id`);
  return Map.groupBy(found, ({ extra }) => String(extra["order_id"]));
};
