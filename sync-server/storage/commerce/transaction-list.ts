import { type Selectable, type SqlBool, sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { FREE_FIELDS, freeFieldsIn } from "#sync-server/storage/json-filters.ts";
import {
  type FieldSql,
  type ListQuery,
  type Page,
  selectPage,
} from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type TransactionRecord, transactionTable } from "./transaction-table.ts";

/** What transactions are filtered and sorted by: columns, free fields, and what belongs to them. */
export const transactionList = {
  listed: {
    ...transactionTable.listed,
    type: { kind: "text" },
    status: { kind: "text" },
    order_number: { kind: "text" },
    rounding: { kind: "cents" },
    margin: { kind: "cents" },
    deliver_at: { kind: "moment" },
    receipt_is_email: { kind: "flag" },
    need_action: { kind: "flag" },
    no_original: { kind: "flag" },
    ...FREE_FIELDS,
    location_name: { kind: "text", isSortable: false },
    tag: { kind: "text", isSortable: false },
    profile_identifier: { kind: "text", isSortable: false },
  },
} as const;
export type TransactionField = ListedField<typeof transactionList>;

/** A page of all transactions, or of one profile's. */
export const listTransactions = async (
  deps: ReadDeps,
  query: ListQuery<TransactionField>,
  profileId: ProfileId | null = null,
): Promise<Page<TransactionRecord>> => {
  const conditions =
    profileId === null ? [] : [sql<SqlBool>`transactions.profile_id = ${profileId}`];
  const { name: from, key, owner } = transactionTable;
  const source = { from, key, owner, fields: fieldsOf(deps), conditions };
  const page = await selectPage<Selectable<Tables["transactions"]>, TransactionField>(
    deps,
    source,
    query,
  );
  return { ...page, rows: page.rows.map(transactionTable.recordOf) };
};

const fieldsOf = (deps: ReadDeps): Readonly<Record<TransactionField, FieldSql>> => {
  const { textIn, wholeIn, flagIn, elementsIn } = dialectOf(deps.dialect);
  const extra = (key: string, read = textIn) => ({
    column: sql.raw(read("transactions.extra", key)),
  });
  return {
    ...columnsListed(transactionTable),
    type: extra("type"),
    status: extra("status"),
    order_number: extra("order_number"),
    rounding: extra("rounding", wholeIn),
    margin: extra("margin", wholeIn),
    deliver_at: extra("deliver_at", wholeIn),
    // Shown as false if it was never sent.
    receipt_is_email: {
      column: sql`coalesce(${sql.raw(flagIn("transactions.extra", "receipt_is_email"))}, 0)`,
    },
    need_action: extra("need_action", flagIn),
    no_original: {
      column: sql`case when transactions.sale_id is null and transactions.total_cents < 0
        then 1 else 0 end`,
    },
    ...freeFieldsIn("transactions.extra"),
    location_name: {
      column: "locations.name",
      within: {
        key: "transactions.location_id",
        select: sql`select locations.id from locations where locations.tenant_id = ${deps.tenantId}`,
      },
    },
    tag: {
      column: "element.value",
      within: {
        select: sql`select 1 from ${sql.raw(elementsIn("transactions.extra", "tags"))} where 1 = 1`,
      },
    },
    profile_identifier: {
      column: "identities.identifier",
      within: {
        key: "transactions.profile_id",
        select: sql`
          select identities.profile_id from identities
          where identities.tenant_id = ${deps.tenantId}
        `,
      },
    },
  };
};
