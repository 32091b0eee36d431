import { type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { ListedField } from "./column-table.ts";
import { dialectOf } from "./dialect.ts";
import {
  type FieldSql,
  type ListQuery,
  likeAnywhere,
  type Page,
  selectPage,
} from "./list-query.ts";
import { type ProfileRecord, profilesOfRows } from "./profile-store.ts";
import { isLivingProfile, profileTable } from "./profile-table.ts";
import type { ReadDeps } from "./sql.ts";
import { columnsListed } from "./table-queries.ts";
import type { Tables } from "./tables.ts";

/** What profiles are filtered and sorted by: columns, identities and tags. */
export const profileList = {
  listed: {
    ...profileTable.listed,
    identity_handle: { kind: "text", isSortable: false },
    identity_identifier: { kind: "text", isSortable: false },
    tag: { kind: "text", isSortable: false },
  },
} as const;
export type ProfileField = ListedField<typeof profileList>;

/**
 * A page of profiles. Leaves out deleted ones, unless they aren't hidden and the query asks for a
 * type (DOMAIN §3.8).
 */
export const listProfiles = async (
  deps: ReadDeps,
  query: ListQuery<ProfileField>,
): Promise<Page<ProfileRecord>> => {
  const asksForType = query.filters.some((filter) => filter.field === "profile_type");
  const conditions = [
    ...(asksForType && deps.hidesDeleted !== true ? [] : [isLivingProfile]),
    ...wordsOf(query.search).map((word) => wordFound(deps.tenantId, word)),
  ];
  const source = { from: "profiles", key: "id", owner: null, fields: fieldsOf(deps), conditions };
  const page = await selectPage<Selectable<Tables["profiles"]>, ProfileField>(deps, source, query);
  return { total: page.total, rows: await profilesOfRows(deps, page.rows) };
};

const WORDS_MAX = 8;

const wordsOf = (search: string | null): readonly string[] =>
  (search ?? "").split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);

/** Matches a search word anywhere in a name, the email, a phone or an identity. */
const wordFound = (tenantId: TenantId, word: string): RawBuilder<SqlBool> => {
  const pattern = likeAnywhere(word.toLowerCase());
  const digits = word.replaceAll(/\D/g, "").replace(/^0+/, "");
  const byPhone =
    digits.length >= 3 && /^[\d+().-]+$/.test(word)
      ? sql`or profiles.mobile_phone like ${likeAnywhere(digits)} escape '\\'
          or profiles.secondary_phone like ${likeAnywhere(digits)} escape '\\'`
      : sql``;
  return sql<SqlBool>`(
    lower(profiles.first_name) like ${pattern} escape '\\'
    or lower(profiles.last_name) like ${pattern} escape '\\'
    or lower(profiles.email) like ${pattern} escape '\\'
    or profiles.id in (select identities.profile_id from identities
      where identities.tenant_id = ${tenantId}
      and lower(identities.identifier) like ${pattern} escape '\\')
    ${byPhone}
  )`;
};

const identitiesOf = (deps: ReadDeps) => ({
  key: "profiles.id",
  select: sql`
    select identities.profile_id from identities where identities.tenant_id = ${deps.tenantId}
  `,
});

const fieldsOf = (deps: ReadDeps): Readonly<Record<ProfileField, FieldSql>> => ({
  ...columnsListed(profileTable),
  identity_handle: { column: "identities.handle", within: identitiesOf(deps) },
  identity_identifier: { column: "identities.identifier", within: identitiesOf(deps) },
  tag: {
    column: "element.value",
    within: {
      select: sql`
        select 1 from ${sql.raw(dialectOf(deps.dialect).elementsOf("profiles.tags"))} where 1 = 1
      `,
    },
  },
});
