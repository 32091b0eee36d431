import { sql } from "kysely";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { insertRecord, readRecords, readRecordsByKey, updateRecord } from "./table-queries.ts";
import {
  type TransactionFields,
  type TransactionRecord,
  transactionTable,
} from "./transaction-table.ts";

/** One transaction; null if there is none. */
export const readTransaction = async (
  deps: ReadDeps,
  id: TransactionId,
): Promise<TransactionRecord | null> =>
  (await readRecordsByKey(deps, transactionTable, [id]))[0] ?? null;

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

/** The purchase that a return at `before` belongs to: the profile's latest with this receipt up to then. */
export const findTransactionByReceipt = async (
  deps: ReadDeps,
  profileId: ProfileId,
  receiptRef: string,
  before: Instant,
): Promise<TransactionRecord | null> => {
  const row = await deps.sql
    .selectFrom("transactions")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("receipt_ref", "=", receiptRef)
    .where("profile_id", "=", profileId)
    .where("total_cents", ">", 0)
    .where("transacted_at", "<=", before)
    .orderBy("transacted_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? transactionTable.recordOf(row) : null;
};

/**
 * A profile's returns of a purchase: those linked to its receipt that aren't void. Receipt numbers are
 * reused, so a return counts only if no later purchase with the same receipt comes before it.
 */
export const findReturnsOf = async (
  deps: ReadDeps,
  transaction: {
    readonly profileId: ProfileId;
    readonly receiptRef: string;
    readonly transactedAt: Instant;
  },
): Promise<readonly TransactionRecord[]> => {
  const rows = await deps.sql
    .selectFrom("transactions as r")
    .selectAll("r")
    .where("r.tenant_id", "=", deps.tenantId)
    .where("r.linked_receipt_ref", "=", transaction.receiptRef)
    .where("r.profile_id", "=", transaction.profileId)
    .where("r.total_cents", "<", 0)
    .where("r.is_void", "=", 0)
    .where("r.transacted_at", ">=", transaction.transactedAt)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("transactions as later")
            .select("later.id")
            .where("later.tenant_id", "=", deps.tenantId)
            .where("later.receipt_ref", "=", transaction.receiptRef)
            .where("later.profile_id", "=", transaction.profileId)
            .where("later.total_cents", ">", 0)
            .where("later.transacted_at", ">", transaction.transactedAt)
            .whereRef("later.transacted_at", "<=", "r.transacted_at"),
        ),
      ),
    )
    .execute();
  return rows.map(transactionTable.recordOf);
};

/** Inserts a transaction. The database numbers it. */
export const appendTransaction = async (
  deps: WriteDeps,
  fields: TransactionFields,
): Promise<TransactionRecord> =>
  insertRecord(deps, transactionTable, { ...fields, createdAt: deps.now, updatedAt: deps.now });

/** Overwrites a transaction. */
export const updateTransactionRow = async (
  deps: WriteDeps,
  id: TransactionId,
  fields: TransactionFields,
): Promise<void> => updateRecord(deps, transactionTable, id, { ...fields, updatedAt: deps.now });

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
