import { type Selectable, type SqlBool, sql } from "kysely";
import { type IdentityRecord, identityOfRow } from "./identity-store.ts";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import type { ReadDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

const fields = {
  id: { column: "identities.id" },
  profile_id: { column: "identities.profile_id" },
  handle: { column: "identities.handle" },
  identifier: { column: "identities.identifier" },
  is_primary: { column: "identities.is_primary" },
  is_active: { column: "identities.is_active" },
  created_at: { column: "identities.created_at" },
  updated_at: { column: "identities.updated_at" },
} as const satisfies Record<string, FieldSql>;
export type IdentityField = keyof typeof fields;

/** A page of the identities of profiles that are not deleted. */
export const listIdentities = async (
  deps: ReadDeps,
  query: ListQuery<IdentityField>,
): Promise<Page<IdentityRecord>> => {
  const conditions = [
    sql<SqlBool>`exists (select 1 from profiles where profiles.tenant_id = identities.tenant_id
      and profiles.id = identities.profile_id and profiles.profile_type <> 'deleted')`,
  ];
  const source = { from: "identities", key: "id", fields, conditions };
  const page = await selectPage<Selectable<Tables["identities"]>, IdentityField>(
    deps,
    source,
    query,
  );
  return { total: page.total, rows: page.rows.map(identityOfRow) };
};
