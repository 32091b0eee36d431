import { sql } from "kysely";
import type { LocationId } from "#shared/kernel/ids.ts";
import type { Location } from "#shared/organisation/location.ts";
import { lockNamed, lockNamedShared } from "#sync-server/storage/lock-named.ts";
import { isShownProfile } from "#sync-server/storage/profile/profile-table.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { hasRow, readRecords, readRecordsByKey } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type LocationRecord, locationTable } from "./location-table.ts";

export const locationStore = recordStore(locationTable);

/** The locations as devices hold them, for the feed. */
export const readLocations = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Location[]> =>
  (await readRecordsByKey(deps, locationTable, ids)).map(locationFactOf);

/** Drops the fields that only the v3 API shows. */
const locationFactOf = (record: LocationRecord): Location => {
  const { type: _t, description: _d, email: _e, createdAt: _c, updatedAt: _u, ...rest } = record;
  const { address: _a, customFields: _f, tags: _g, ...fact } = rest;
  return fact;
};

/** The columns by which other systems name a location. */
const NAMED_BY = ["external_id", "external_code"] as const;

/**
 * The location that another system knows by this id or code; the oldest if several have the same
 * code.
 */
export const findLocation = async (
  deps: ReadDeps,
  by: (typeof NAMED_BY)[number],
  value: string,
): Promise<LocationRecord | null> => {
  const condition = sql`${sql.ref(by)} = ${value}`;
  return (await readRecords(deps, locationTable, condition, OLDEST))[0] ?? null;
};

/** The location that another system calls this, by its id if one has that. */
export const findNamedLocation = async (
  deps: ReadDeps,
  name: string,
): Promise<LocationRecord | null> => {
  for (const by of NAMED_BY) {
    const found = await findLocation(deps, by, name);
    if (found) return found;
  }
  return null;
};

/** The tenant's oldest location, whose region is the tenant's default. Null if there is none. */
export const findFirstLocation = async (deps: ReadDeps): Promise<LocationRecord | null> =>
  (await readRecords(deps, locationTable, sql`true`, OLDEST))[0] ?? null;

const OLDEST = sql`order by id limit 1`;

/** The columns that name a location; a new one breaks the build until it is here. */
type LocationColumns<Table> = Extract<keyof Table, `${string}location_id`>;

/** Whether a location that a column names is in use. */
const KEEPS_LOCATION: {
  readonly [T in keyof Tables as LocationColumns<Tables[T]> extends never ? never : T]: Readonly<
    Record<LocationColumns<Tables[T]>, boolean>
  >;
} = {
  staff_locations: { location_id: true },
  devices: { location_id: true },
  device_charges: { location_id: true },
  enrolment_codes: { location_id: true },
  terms: { location_id: true },
  profiles: { joined_location_id: true, preferred_location_id: true, home_location_id: true },
  transactions: { location_id: true },
  orders: { location_id: true },
  shop_days: { location_id: true },
  notes: { location_id: true },
  interactions: { location_id: true },
  visits: { location_id: true },
  tasks: { location_id: true },
  appointments: { location_id: true },
  ratings: { location_id: true },
  location_profiles: { location_id: true },
  lists: { location_id: true },
  list_items: { location_id: true },
  redemptions: { location_id: true, sale_location_id: true },
  ledger_entries: { location_id: true },
  // Whom a change is for, and it passes.
  feed: { location_id: false },
};

/** Whether a record of any kind refers to the location. */
export const isLocationInUse = async (deps: ReadDeps, id: LocationId): Promise<boolean> => {
  const uses = Object.entries(KEEPS_LOCATION).flatMap(([table, columns]) => {
    const named = Object.entries(columns).flatMap(([column, keeps]) =>
      keeps ? [sql`${sql.ref(column)} = ${id}`] : [],
    );
    return named.length === 0
      ? []
      : [
          sql`exists (select 1 from ${sql.table(table)}
            where tenant_id = ${deps.tenantId} and (${sql.join(named, sql` or `)}))`,
        ];
  });
  const { rows } = await sql<{ in_use: number }>`
    select case when ${sql.join(uses, sql` or `)} then 1 else 0 end as in_use
  `.execute(deps.sql);
  return rows[0]?.in_use === 1;
};

/**
 * Whether any profile belongs to the location: its region decides which devices hold the profile.
 */
export const hasProfilesAtHome = (deps: ReadDeps, id: LocationId): Promise<boolean> =>
  hasRow(deps, "profiles", sql`home_location_id = ${id}`);

/**
 * Whether it is the last location of a region with profiles that have no location: without it, no
 * device would hold them.
 */
export const isLastForProfiles = async (
  deps: ReadDeps,
  { id, region }: Pick<LocationRecord, "id" | "region">,
): Promise<boolean> => {
  const { tenantId } = deps;
  const { rows } = await sql<{ is_last: number }>`
    select case when
      not exists (select 1 from locations
        where tenant_id = ${tenantId} and region = ${region} and id <> ${id})
      and exists (select 1 from profiles
        where tenant_id = ${tenantId} and region = ${region} and home_location_id is null
          and ${isShownProfile})
    then 1 else 0 end as is_last
  `.execute(deps.sql);
  return rows[0]?.is_last === 1;
};

/**
 * Makes what decides that a region loses a location, or may be deleted, wait for each other and for
 * those who are putting something into one: each would still see what the other takes away.
 */
export const lockRegions = (deps: WriteDeps): Promise<void> =>
  lockNamed(deps, `regions ${deps.tenantId}`);

/** Before something is put into a region because it has a location; see `lockRegions`. */
export const keepRegions = (deps: WriteDeps): Promise<void> =>
  lockNamedShared(deps, `regions ${deps.tenantId}`);
