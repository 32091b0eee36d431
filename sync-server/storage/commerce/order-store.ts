import { sql } from "kysely";
import type { OrderId } from "#shared/kernel/ids.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import { orderTable } from "./order-table.ts";
import { type TransactionRecord, transactionTable } from "./transaction-table.ts";

export const orderStore = recordStore(orderTable);

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
