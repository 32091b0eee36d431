import { type Selectable, sql } from "kysely";
import { receiptInSearch } from "#shared/commerce/receipt-in-search.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { searchWaysOf, searchWaysWithoutOne } from "#shared/profile/search-tokens.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import {
  type FieldSql,
  type ListQuery,
  type Page,
  selectPage,
} from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { columnsListed } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { searchProfiles } from "./profile-search-store.ts";
import { type ProfileRecord, profilesOfRows } from "./profile-store.ts";
import { isLivingProfile, isSomebodysProfile, profileTable } from "./profile-table.ts";

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
  const { search: text } = query;
  const search = text === null ? null : await searchProfiles(deps, await meaningOf(deps, text));
  const conditions = [
    asksForType && deps.hidesDeleted !== true ? isSomebodysProfile : isLivingProfile,
    ...(search ? [search.isFound] : []),
  ];
  const source = { from: "profiles", key: "id", owner: null, fields: fieldsOf(deps), conditions };
  const page = await selectPage<Selectable<Tables["profiles"]>, ProfileField>(deps, source, query);
  return {
    total: page.total,
    rows: await profilesOfRows(deps, page.rows),
    isCapped: search?.isCapped ?? false,
  };
};

/** What a text may mean. A phone number is read by the rule for saving one. */
const meaningOf = async (deps: ReadDeps, text: string) => ({
  waysWithoutOne: searchWaysWithoutOne(text),
  ways: searchWaysOf(text, normalisePhone(text, (await readTenant(deps))?.country ?? "")),
  receipt: receiptInSearch(text),
});

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
