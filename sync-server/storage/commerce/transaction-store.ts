import { sql } from "kysely";
import { type Receipt, receiptLookupKey, totalsToLookUp } from "#shared/commerce/claim.ts";
import {
  type LocationId,
  type RedemptionId,
  type TransactionId,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, firstInstantOf, type Instant, UTC } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockStatement } from "#sync-server/storage/statement.ts";
import {
  insertForKey,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type TransactionFields,
  type TransactionRecord,
  transactionTable,
  withReceiptKey,
} from "./transaction-table.ts";

/** One transaction; null if there is none. */
export const readTransaction = async (
  deps: ReadDeps,
  id: TransactionId,
): Promise<TransactionRecord | null> => (await readTransactions(deps, [id]))[0] ?? null;

/** The same, locked for this transaction: nobody else gives it to a profile meanwhile. */
export const lockTransaction = async (
  deps: WriteDeps,
  id: TransactionId,
): Promise<TransactionRecord | null> => {
  await lock(deps, [deps.tenantId, id]);
  return readTransaction(deps, id);
};

const lock = lockStatement(
  ({ forUpdate }) => `select id from transactions where tenant_id = ? and id = ? ${forUpdate}`,
);

/** Those of these transactions that there are. */
export const readTransactions = (
  deps: ReadDeps,
  ids: readonly TransactionId[],
): Promise<readonly TransactionRecord[]> => readRecordsByKey(deps, transactionTable, ids);

/** The transaction that a system sent under this id; null if there is none. */
export const findTransaction = async (
  deps: ReadDeps,
  system: string,
  externalId: string,
): Promise<TransactionRecord | null> => {
  const condition = sql`system = ${system} and external_id = ${externalId}`;
  return (await readRecords(deps, transactionTable, condition))[0] ?? null;
};

/** The oldest transaction that any system sent under this id; null if there is none. */
export const findTransactionOfAnySystem = async (
  deps: ReadDeps,
  externalId: string,
): Promise<TransactionRecord | null> => {
  const condition = sql`external_id = ${externalId}`;
  const oldest = sql`order by id limit 1`;
  return (await readRecords(deps, transactionTable, condition, oldest))[0] ?? null;
};

/** A bound on what one receipt number is searched for. Real ones are used a few times. */
const SAME_RECEIPT_MAX = 100;

/** The sales with a receipt number, those at a location first, then the latest. */
export const findSalesByReceipt = async (
  deps: ReadDeps,
  receiptRef: string,
  locationId: LocationId | null,
): Promise<readonly TransactionRecord[]> =>
  readRecords(
    deps,
    transactionTable,
    sql`receipt_ref = ${receiptRef} and total_cents > 0`,
    sql`order by case when location_id = ${locationId ?? 0} then 0 else 1 end, transacted_at desc,
      id desc limit ${sql.lit(SAME_RECEIPT_MAX)}`,
  );

/**
 * The sales that might be the one on a receipt: with its total in any currency, a number of the
 * same digits, and about the same day in any time zone. The oldest first.
 */
export const findSalesOfReceipt = (
  deps: ReadDeps,
  { receiptRef, totalE4, day }: Pick<Receipt, "receiptRef" | "totalE4" | "day">,
): Promise<readonly TransactionRecord[]> => {
  const midnight = firstInstantOf(day, UTC);
  return readRecords(
    deps,
    transactionTable,
    sql`receipt_key = ${receiptLookupKey(receiptRef)} and is_void = 0
      and total_cents in (${sql.join(totalsToLookUp(totalE4))})
      and transacted_at >= ${addMs(midnight, -DAY_MS)}
      and transacted_at < ${addMs(midnight, 2 * DAY_MS)}`,
    sql`order by id limit ${SAME_RECEIPT_MAX}`,
  );
};

/** The returns that name a receipt number, the latest first. Void ones are left out. */
export const findReturnsNaming = async (
  deps: ReadDeps,
  receiptRef: string,
): Promise<readonly TransactionRecord[]> =>
  readRecords(
    deps,
    transactionTable,
    sql`linked_receipt_ref = ${receiptRef} and total_cents < 0 and is_void = 0`,
    sql`order by transacted_at desc, id desc limit ${sql.lit(SAME_RECEIPT_MAX)}`,
  );

/** The returns that belong to sales, in the order of their numbers. Void ones are left out. */
export const readReturnsOf = async (
  deps: ReadDeps,
  saleIds: readonly TransactionId[],
): Promise<readonly TransactionRecord[]> =>
  saleIds.length === 0
    ? []
    : readRecords(
        deps,
        transactionTable,
        sql`sale_id in (${sql.join(saleIds)}) and is_void = 0`,
        sql`order by id`,
      );

/** All the returns of a sale, void ones too. */
export const readEveryReturnOf = (
  deps: ReadDeps,
  saleId: TransactionId,
): Promise<readonly TransactionRecord[]> =>
  readRecords(deps, transactionTable, sql`sale_id = ${saleId}`, sql`order by id`);

/** The first sale that was paid with a redemption and isn't void; null if there is none. */
export const findSalePaidWith = async (
  deps: ReadDeps,
  redemptionId: RedemptionId,
): Promise<TransactionId | null> =>
  (await findSalesPaidWith(deps, [redemptionId])).get(redemptionId) ?? null;

/** The same for several redemptions; those that pay for no sale are left out. */
export const findSalesPaidWith = async (
  deps: ReadDeps,
  redemptionIds: readonly RedemptionId[],
): Promise<ReadonlyMap<RedemptionId | null, TransactionId>> => {
  const sales = await readSalesPaidWith(deps, redemptionIds);
  return new Map([...sales].map(([redemptionId, { id }]) => [redemptionId, id]));
};

/** The same, whole. */
export const readSalesPaidWith = async (
  deps: ReadDeps,
  redemptionIds: readonly RedemptionId[],
): Promise<ReadonlyMap<RedemptionId | null, TransactionRecord>> => {
  if (redemptionIds.length === 0) return new Map();
  const condition = sql`redemption_id in (${sql.join(redemptionIds)}) and is_void = 0`;
  const sales = await readRecords(deps, transactionTable, condition, sql`order by id desc`);
  return new Map(sales.map((sale) => [sale.redemptionId, sale]));
};

/** From the first instant to before the second. */
export type SalesSpan = { readonly from: Instant; readonly until: Instant };

const salesIn = ({ from, until }: SalesSpan) =>
  sql`profile_id is not null and total_cents > 0 and is_void = 0
    and transacted_at >= ${from} and transacted_at < ${until}`;

/** How many sales to profiles there were in a span. Void ones are left out. */
export const countSales = async (deps: ReadDeps, span: SalesSpan): Promise<number> => {
  const { rows } = await sql<{ readonly total: number | string }>`
    select count(*) as total from transactions
    where tenant_id = ${deps.tenantId} and ${salesIn(span)}`.execute(deps.sql);
  return Number(rows[0]?.total ?? 0);
};

/** The next sales of a span, in the order in which they happened. */
export const readSales = (
  deps: ReadDeps,
  span: SalesSpan,
  { after, limit }: { readonly after: TransactionRecord | null; readonly limit: number },
): Promise<readonly TransactionRecord[]> =>
  readRecords(
    deps,
    transactionTable,
    after === null
      ? salesIn(span)
      : sql`${salesIn({ ...span, from: after.transactedAt })}
          and (transacted_at > ${after.transactedAt} or id > ${after.id})`,
    sql`order by transacted_at, id limit ${limit}`,
  );

/** Inserts a transaction and returns its number, which the database gives it. */
export const appendTransaction = async (
  deps: WriteDeps,
  fields: TransactionFields,
): Promise<TransactionId> =>
  transactionIdSchema.parse(
    await insertForKey(deps, transactionTable, withReceiptKey(fields), "id"),
  );

/** Overwrites a transaction. */
export const updateTransactionRow = async (
  deps: WriteDeps,
  id: TransactionId,
  fields: TransactionFields,
): Promise<void> => updateRecord(deps, transactionTable, id, withReceiptKey(fields));

/** The ids of a profile's transactions. */
export const readTransactionIdsOf = async (
  deps: ReadDeps,
  profileId: string,
): Promise<readonly number[]> => {
  const rows = await deps.sql
    .selectFrom("transactions")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "=", profileId)
    .execute();
  return rows.map((row) => row.id);
};
