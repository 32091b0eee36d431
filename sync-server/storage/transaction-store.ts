import { type Selectable, sql } from "kysely";
import type { Transaction, TransactionItem } from "#shared/commerce/transaction.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { parseExtra } from "./json-column.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { type Parameter, placeholderRows, rowsStatement } from "./statement.ts";
import { insertRecord, readRecords, readRecordsByKey, updateRecord } from "./table-queries.ts";
import type { Tables } from "./tables.ts";
import {
  type TransactionFields,
  type TransactionRecord,
  transactionTable,
} from "./transaction-table.ts";

/** A line with what only the server keeps of it. */
export type ItemRecord = TransactionItem & {
  readonly externalId: string | null;
  readonly priceCurrentCents: Cents | null;
  readonly priceOriginalCents: Cents | null;
  readonly priceTaxCents: Cents | null;
  /** v3 fields that nothing decides by. */
  readonly extra: ExtraFields;
};

/** One transaction; null when there is none. */
export const readTransaction = async (
  deps: ReadDeps,
  id: TransactionId,
): Promise<TransactionRecord | null> =>
  (await readRecordsByKey(deps, transactionTable, [id]))[0] ?? null;

/** The transaction that a system sent under this id; null when there is none. */
export const findTransaction = async (
  deps: ReadDeps,
  system: string,
  externalId: string,
): Promise<TransactionRecord | null> => {
  const condition = sql`system = ${system} and external_id = ${externalId}`;
  return (await readRecords(deps, transactionTable, condition))[0] ?? null;
};

/** The oldest transaction that any system sent under this id; null when there is none. */
export const findTransactionOfAnySystem = async (
  deps: ReadDeps,
  externalId: string,
): Promise<TransactionRecord | null> => {
  const condition = sql`external_id = ${externalId} order by id limit 1`;
  return (await readRecords(deps, transactionTable, condition))[0] ?? null;
};

/** The transaction of a profile with this receipt that a return at `before` is of: the latest one not after it. */
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
 * What a profile has returned of a transaction: the returns linked to its receipt that are not void. Receipt
 * numbers come again, so only those count that no later transaction with the same receipt stands before.
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

/** Writes a new transaction and gives it its number. */
export const appendTransaction = async (
  deps: WriteDeps,
  fields: TransactionFields,
): Promise<TransactionRecord> =>
  insertRecord(deps, transactionTable, { ...fields, createdAt: deps.now, updatedAt: deps.now });

/** Writes a transaction as it is now over what it was. */
export const updateTransactionRow = async (
  deps: WriteDeps,
  id: TransactionId,
  fields: TransactionFields,
): Promise<void> => updateRecord(deps, transactionTable, id, { ...fields, updatedAt: deps.now });

/** Writes the lines of a new transaction. A statement takes as many as its placeholders allow. */
export const appendItems = async (
  deps: WriteDeps,
  id: TransactionId,
  items: readonly ItemRecord[],
): Promise<void> => {
  let start = 0;
  for (const size of STATEMENT_SIZES) {
    for (; items.length - start >= size; start += size) {
      const part = items.slice(start, start + size);
      const from = start;
      await insertItems(
        deps,
        size,
        part.flatMap((item, index) => valuesOfItem(deps, id, item, from + index)),
      );
    }
  }
};

/** Few texts, so that each stays prepared: a transaction of any length is a handful of statements. */
const STATEMENT_SIZES = [64, 16, 4, 1] as const;

const ITEM_COLUMNS = 12;

const insertItems = rowsStatement(
  (rows) =>
    `insert into transaction_items (tenant_id, transaction_id, position, name, sku, external_id,
       quantity, price_sell_cents, price_current_cents, price_original_cents, price_tax_cents, extra)
     values ${placeholderRows(rows, ITEM_COLUMNS)}`,
);

/** Writes other lines in the place of those that a transaction has. */
export const replaceItems = async (
  deps: WriteDeps,
  id: TransactionId,
  items: readonly ItemRecord[],
): Promise<void> => {
  await deps.sql
    .deleteFrom("transaction_items")
    .where("tenant_id", "=", deps.tenantId)
    .where("transaction_id", "=", id)
    .execute();
  await appendItems(deps, id, items);
};

/** The lines of many transactions in one statement, by transaction, in their order, each with its number. */
export const readItemsOf = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly (ItemRecord & { readonly id: number })[]>> => {
  const byTransaction = new Map<number, (ItemRecord & { readonly id: number })[]>();
  if (ids.length === 0) return byTransaction;
  const rows = await deps.sql
    .selectFrom("transaction_items")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("transaction_id", "in", ids)
    .orderBy("transaction_id")
    .orderBy("position")
    .execute();
  for (const row of rows) {
    const items = byTransaction.get(row.transaction_id) ?? [];
    items.push({ id: row.id, ...itemOfRow(row) });
    byTransaction.set(row.transaction_id, items);
  }
  return byTransaction;
};

/** The transactions of profiles as devices hold them, for the feed; those of guests are left out. */
export const readTransactions = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Transaction[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("transactions")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .where("profile_id", "is not", null)
    .execute();
  const items = await readItemsOf(deps, ids);
  return rows.map(transactionTable.recordOf).flatMap((transaction) =>
    transaction.profileId === null
      ? []
      : [
          {
            id: transaction.id,
            profileId: transaction.profileId,
            locationId: transaction.locationId,
            receiptRef: transaction.receiptRef,
            totalCents: transaction.totalCents,
            currency: transaction.currency,
            transactedAt: transaction.transactedAt,
            timezone: transaction.timezone,
            isVoid: transaction.isVoid,
            items: (items.get(transaction.id) ?? []).map(
              ({ name, sku, quantity, priceSellCents }) => ({
                name,
                sku,
                quantity,
                priceSellCents,
              }),
            ),
            pointsEarned: transaction.earned.map(({ definitionId, points }) => ({
              definitionId,
              points,
            })),
          },
        ],
  );
};

/** The numbers of all transactions of a profile. */
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

const itemOfRow = (row: Selectable<Tables["transaction_items"]>): ItemRecord => ({
  name: row.name,
  sku: row.sku,
  externalId: row.external_id,
  quantity: row.quantity,
  priceSellCents: cents(row.price_sell_cents),
  priceCurrentCents: centsOf(row.price_current_cents),
  priceOriginalCents: centsOf(row.price_original_cents),
  priceTaxCents: centsOf(row.price_tax_cents),
  extra: parseExtra(row.extra),
});

const valuesOfItem = (
  deps: WriteDeps,
  id: TransactionId,
  item: ItemRecord,
  position: number,
): readonly Parameter[] => [
  deps.tenantId,
  id,
  position,
  item.name,
  item.sku,
  item.externalId,
  item.quantity,
  item.priceSellCents,
  item.priceCurrentCents,
  item.priceOriginalCents,
  item.priceTaxCents,
  JSON.stringify(item.extra),
];

const centsOf = (value: number | null): Cents | null => (value === null ? null : cents(value));
