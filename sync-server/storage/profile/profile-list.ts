import { type Selectable, sql } from "kysely";
import { receiptInSearch } from "#shared/commerce/receipt-in-search.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { completeTypes } from "#shared/profile/profile-type.ts";
import { searchWaysOf, searchWaysWithoutOne, typoSearchOf } from "#shared/profile/search-tokens.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { customFieldIn, jsonIn } from "#sync-server/storage/json-filters.ts";
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
import { type ProfileRecord, profilesOfRows, readProfileRecords } from "./profile-store.ts";
import { isLivingProfile, isSomebodysProfile, profileTable } from "./profile-table.ts";
import { type FoundProfiles, type SearchMeaning, searchProfiles } from "./search-profiles.ts";

/** What profiles are filtered and sorted by: columns, identities, tags and statuses. */
export const profileList = {
  listed: {
    ...profileTable.listed,
    identity_handle: { kind: "text", isSortable: false },
    identity_identifier: { kind: "text", isSortable: false },
    tag: { kind: "text", isSortable: false },
    status: { kind: "text", isSortable: false },
    company: { kind: "text", isSortable: false },
    custom_fields: { kind: "custom_fields" },
    meta: { kind: "json" },
    tags: { kind: "json" },
    occupation: { kind: "text", isSortable: false },
    currency: { kind: "code", isSortable: false },
    preferred_staff_id: { kind: "uuid", isSortable: false },
    is_public: { kind: "flag", isSortable: false },
    is_completed: { kind: "flag", isSortable: false },
  },
} as const;
export type ProfileField = ListedField<typeof profileList>;

/** How much of the index a search reads for one way of understanding its text. */
const READ_MAX = 250;
/** The same if it is filtered or sorted: these apply only to what was read. */
const READ_MAX_FILTERED = 2_500;

/**
 * A page of profiles. Leaves out deleted ones, unless they aren't hidden and the query asks for a
 * type (DOMAIN §3.8); a search never finds those. What a search finds comes best first, unless the
 * query is sorted.
 */
export const listProfiles = async (
  deps: ReadDeps,
  query: ListQuery<ProfileField>,
  now: Instant,
): Promise<Page<ProfileRecord>> => {
  const { search: text, filters, sort, limit, offset } = query;
  const isNarrowed = filters.length > 0 || sort.length > 0;
  if (text === null) return pageOfProfiles(deps, query, now, null);
  const meaning = await meaningOf(deps, text);
  const found = await searchProfiles(deps, meaning, isNarrowed ? READ_MAX_FILTERED : READ_MAX);
  if (isNarrowed) return pageOfProfiles(deps, query, now, found);
  const records = await readProfileRecords(deps, found.ids.slice(offset, offset + limit));
  return {
    total: found.ids.length,
    rows: records.toSorted((a, b) => found.ids.indexOf(a.id) - found.ids.indexOf(b.id)),
    isCapped: found.isCapped,
  };
};

const pageOfProfiles = async (
  deps: ReadDeps,
  query: ListQuery<ProfileField>,
  now: Instant,
  found: FoundProfiles | null,
): Promise<Page<ProfileRecord>> => {
  const asksForType = query.filters.some((filter) => filter.field === "profile_type");
  const shown = asksForType && deps.hidesDeleted !== true ? isSomebodysProfile : isLivingProfile;
  const source = {
    ...{
      from: "profiles",
      key: "id",
      owner: null,
      fields: fieldsOf(deps, now),
      conditions: [shown],
    },
    ...(found ? { ranked: found.ids } : {}),
  };
  const page = await selectPage<Selectable<Tables["profiles"]>, ProfileField>(deps, source, query);
  return {
    ...page,
    rows: await profilesOfRows(deps, page.rows),
    isCapped: page.isCapped || found?.isCapped || false,
  };
};

/**
 * Living profiles that were last changed between two instants, in that order; of those of the first
 * instant only the ones after an id.
 */
export const readChangedProfiles = async (
  deps: ReadDeps,
  {
    since,
    until,
    after,
  }: { readonly since: number; readonly until: number; readonly after: string },
  max: number,
): Promise<readonly ProfileRecord[]> => {
  const rows = await deps.sql
    .selectFrom("profiles")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("updated_at", ">=", since)
    .where("updated_at", "<=", until)
    .where((where) => where.or([where("updated_at", ">", since), where("id", ">", after)]))
    .where(isLivingProfile)
    .orderBy("updated_at")
    .orderBy("id")
    .limit(max)
    .execute();
  return profilesOfRows(deps, rows);
};

/** What a text may mean. A phone number is read by the rule for saving one. */
const meaningOf = async (deps: ReadDeps, text: string): Promise<SearchMeaning> => {
  const phone = normalisePhone(text, (await readTenant(deps))?.country ?? "");
  return {
    ways: searchWaysOf(text, phone),
    waysWithoutOne: searchWaysWithoutOne(text),
    withTypos: typoSearchOf(text, phone),
    receipt: receiptInSearch(text),
  };
};

const caseless = (name: string): FieldSql => ({
  column: `profiles.${name}`,
  isCaseless: true,
  folded: `profiles.${name}_folded`,
});

const fieldsOf = (
  { tenantId, dialect }: ReadDeps,
  now: Instant,
): Readonly<Record<ProfileField, FieldSql>> => {
  const { elementsOf, flagIn, textIn, wholeIn } = dialectOf(dialect);
  const ofProfile = (key: string) => ({ column: sql.raw(textIn("profiles.extra", key)) });
  const ofStatus = (key: string) => sql.raw(wholeIn("element.value", key));
  const identities = {
    key: "profiles.id",
    select: sql`
      select identities.profile_id from identities where identities.tenant_id = ${tenantId}
    `,
  };
  // Of several with one handle the first, so that a handle has each profile once.
  const handles = {
    key: "profiles.id",
    select: sql`
      select identities.profile_id from identities
      where identities.tenant_id = ${tenantId} and not exists (
        select 1 from identities as earlier
        where earlier.tenant_id = identities.tenant_id and earlier.handle = identities.handle
          and earlier.profile_id = identities.profile_id and earlier.id < identities.id
      )
    `,
    inOrderOf: "profile_id",
  };
  return {
    ...columnsListed(profileTable),
    first_name: caseless("first_name"),
    last_name: caseless("last_name"),
    identity_handle: { column: "identities.handle", within: handles },
    identity_identifier: { column: "identities.identifier", within: identities },
    tag: {
      column: "profile_tags.tag",
      within: {
        key: "profiles.id",
        select: sql`
          select profile_tags.profile_id from profile_tags
          where profile_tags.tenant_id = ${tenantId}
        `,
        inOrderOf: "profile_id",
      },
    },
    // Whether one has ended is judged now, as everywhere (DOMAIN §3.7).
    status: {
      column: sql.raw(textIn("element.value", "handle")),
      within: {
        key: "profiles.id",
        select: sql`
          select holders.id from profiles as holders, ${sql.raw(elementsOf("holders.statuses"))}
          where holders.tenant_id = ${tenantId} and holders.statuses <> '[]'
            and coalesce(${ofStatus("startsAt")}, ${now}) <= ${now}
            and coalesce(${ofStatus("endsAt")}, ${now}) >= ${now}
        `,
      },
    },
    company: ofProfile("company"),
    custom_fields: customFieldIn({ column: "profiles.extra", key: "custom_fields" }),
    meta: jsonIn({ column: "profiles.extra", key: "meta" }),
    tags: jsonIn({ column: "profiles.tags" }),
    occupation: ofProfile("occupation"),
    // Without its own, a profile is shown with the tenant's.
    currency: {
      column: sql`coalesce(${ofProfile("currency").column},
        (select tenants.currency from tenants where tenants.id = ${tenantId}))`,
    },
    preferred_staff_id: { column: "profiles.extra_preferred_staff_id" },
    is_public: {
      column: sql`coalesce(${sql.raw(flagIn("profiles.extra", "is_public"))}, 0)`,
    },
    is_completed: {
      column: sql`case when profiles.profile_type in (${sql.join(completeTypes.map((type) => sql.lit(type)))})
        then 1 else 0 end`,
    },
  };
};
