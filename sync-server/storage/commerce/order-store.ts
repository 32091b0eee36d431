import { sql } from "kysely";
import type { OrderId } from "#shared/kernel/ids.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  deleteRecord,
  insertRecord,
  lockRecord,
  readPage,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type NewOrderRecord,
  type OrderField,
  type OrderRecord,
  orderTable,
} from "./order-table.ts";
import { type TransactionRecord, transactionTable } from "./transaction-table.ts";

/** A page of the tenant's orders. */
export const listOrders = (
  deps: ReadDeps,
  query: ListQuery<OrderField>,
): Promise<Page<OrderRecord>> => readPage(deps, orderTable, query);

/** One order; null if there is none. */
export const readOrder = async (deps: ReadDeps, id: OrderId): Promise<OrderRecord | null> =>
  (await readRecordsByKey(deps, orderTable, [id]))[0] ?? null;

/** The same, locked. */
export const lockOrder = (deps: WriteDeps, id: OrderId): Promise<OrderRecord | null> =>
  lockRecord(deps, orderTable, id);

/** The order that a system knows by this id; null if there is none. */
export const findOrder = async (
  deps: ReadDeps,
  { system, externalId }: Pick<OrderRecord, "system" | "externalId">,
): Promise<OrderRecord | null> => {
  if (externalId === null) return null;
  const condition = sql`system = ${system} and external_id = ${externalId}`;
  return (await readRecords(deps, orderTable, condition))[0] ?? null;
};

/** Inserts an order and returns it with its id. */
export const appendOrder = (deps: WriteDeps, fields: NewOrderRecord): Promise<OrderRecord> =>
  insertRecord(deps, orderTable, fields);

/** Updates the fields of an order that are set. */
export const updateOrderRow = (
  deps: WriteDeps,
  id: OrderId,
  fields: Partial<OrderRecord>,
): Promise<void> => updateRecord(deps, orderTable, id, fields);

/** Deletes an order that no transaction names. */
export const removeOrder = (deps: WriteDeps, id: OrderId): Promise<void> =>
  deleteRecord(deps, orderTable, id);

/** The transactions that name these orders, the oldest first, by the number of the order. */
export const readTransactionsOfOrders = async (
  deps: ReadDeps,
  ids: readonly OrderId[],
): Promise<ReadonlyMap<string, readonly TransactionRecord[]>> => {
  if (ids.length === 0) return new Map();
  const orderId = sql.raw(dialectOf(deps.dialect).textIn("extra", "order_id"));
  const found = await readRecords(
    deps,
    transactionTable,
    sql`${orderId} is not null and ${orderId} in (${sql.join(ids.map(String))})`,
    sql`order by id`,
  );
  return Map.groupBy(found, ({ extra }) => String(extra["order_id"]));
};
