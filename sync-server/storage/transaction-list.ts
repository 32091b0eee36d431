import { type Selectable, type SqlBool, sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { dialectOf } from "./dialect.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";
import { type TransactionRecord, transactionOfRow } from "./transaction-store.ts";

/** The fields that transactions can be listed by. */
export type TransactionField =
  | "id"
  | "external_id"
  | "system"
  | "profile_id"
  | "location_id"
  | "location_name"
  | "staff_id"
  | "total_cents"
  | "total_original_cents"
  | "currency"
  | "transacted_at"
  | "timezone"
  | "receipt_ref"
  | "linked_receipt_ref"
  | "is_void"
  | "type"
  | "status"
  | "order_number"
  | "tag"
  | "profile_identifier"
  | "created_at"
  | "updated_at";

/** A page of the transactions of all profiles, or of one. */
export const listTransactions = async (
  deps: ReadDeps,
  query: ListQuery<TransactionField>,
  profileId: ProfileId | null = null,
): Promise<Page<TransactionRecord>> => {
  const conditions =
    profileId === null ? [] : [sql<SqlBool>`transactions.profile_id = ${profileId}`];
  const source = { from: "transactions", key: "id", fields: fieldsOf(deps), conditions };
  const page = await selectPage<Selectable<Tables["transactions"]>, TransactionField>(
    deps,
    source,
    query,
  );
  return { total: page.total, rows: page.rows.map(transactionOfRow) };
};

const fieldsOf = (deps: ReadDeps): Readonly<Record<TransactionField, FieldSql>> => {
  const { textIn, elementsIn } = dialectOf(deps.dialect);
  const extra = (key: string) => sql.raw(textIn("transactions.extra", key));
  return {
    id: { column: "transactions.id" },
    external_id: { column: "transactions.external_id" },
    system: { column: "transactions.system" },
    profile_id: { column: "transactions.profile_id" },
    location_id: { column: "transactions.location_id" },
    location_name: {
      column: "locations.name",
      within: {
        key: "transactions.location_id",
        select: sql`select locations.id from locations where locations.tenant_id = ${deps.tenantId}`,
      },
    },
    staff_id: { column: "transactions.staff_id" },
    total_cents: { column: "transactions.total_cents" },
    total_original_cents: { column: "transactions.total_original_cents" },
    currency: { column: "transactions.currency" },
    transacted_at: { column: "transactions.transacted_at" },
    timezone: { column: "transactions.timezone" },
    receipt_ref: { column: "transactions.receipt_ref" },
    linked_receipt_ref: { column: "transactions.linked_receipt_ref" },
    is_void: { column: "transactions.is_void" },
    type: { column: extra("type") },
    status: { column: extra("status") },
    order_number: { column: extra("order_number") },
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
    created_at: { column: "transactions.created_at" },
    updated_at: { column: "transactions.updated_at" },
  };
};
