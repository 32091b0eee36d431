import { type Selectable, sql } from "kysely";
import type { Location } from "#shared/clienteling/location.ts";
import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** A location with what only the v3 API shows of it. */
export type LocationRecord = Location & {
  readonly type: string | null;
  readonly description: string | null;
  readonly email: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** What a writer says of a location; the server gives the id and the moments. */
export type LocationFields = Omit<LocationRecord, "id" | "createdAt" | "updatedAt">;

/** The locations of these ids that exist. */
export const readLocationRecords = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly LocationRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("locations")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return rows.map(locationOfRow);
};

/** One location; null when there is none. */
export const readLocationRecord = async (
  deps: ReadDeps,
  id: LocationId,
): Promise<LocationRecord | null> => (await readLocationRecords(deps, [id]))[0] ?? null;

/** The locations as devices hold them, for the feed. */
export const readLocations = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Location[]> => (await readLocationRecords(deps, ids)).map(locationFactOf);

/** Leaves out what only the v3 API shows. */
const locationFactOf = (record: LocationRecord): Location => {
  const { type: _t, description: _d, email: _e, createdAt: _c, updatedAt: _u, ...fact } = record;
  return fact;
};

/** The location that another system knows by this id or, failing that, by this code. */
export const findLocation = async (
  deps: ReadDeps,
  by: { readonly externalId: string } | { readonly externalCode: string },
): Promise<LocationRecord | null> => {
  const query = deps.sql.selectFrom("locations").selectAll().where("tenant_id", "=", deps.tenantId);
  const row = await ("externalId" in by
    ? query.where("external_id", "=", by.externalId)
    : query.where("external_code", "=", by.externalCode)
  )
    .orderBy("id")
    .executeTakeFirst();
  return row ? locationOfRow(row) : null;
};

/** The location that was there first: its region is the tenant's default; null when there is none. */
export const findFirstLocation = async (deps: ReadDeps): Promise<LocationRecord | null> => {
  const row = await deps.sql
    .selectFrom("locations")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row ? locationOfRow(row) : null;
};

/** Writes a new location and gives it its id. */
export const appendLocation = async (
  deps: WriteDeps,
  fields: LocationFields,
): Promise<LocationRecord> => {
  const row = await deps.sql
    .insertInto("locations")
    .values({
      tenant_id: deps.tenantId,
      ...rowFieldsOf(fields),
      created_at: deps.now,
      updated_at: deps.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return locationOfRow(row);
};

/** Writes a location as it is now over what it was. */
export const updateLocationRow = async (
  deps: WriteDeps,
  id: LocationId,
  fields: LocationFields,
): Promise<void> => {
  await deps.sql
    .updateTable("locations")
    .set({ ...rowFieldsOf(fields), updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/** True when profiles, transactions, redemptions, notes, staff or devices name the location. */
export const isLocationInUse = async (deps: ReadDeps, id: LocationId): Promise<boolean> => {
  const { tenantId } = deps;
  const { rows } = await sql<{ in_use: number }>`
    select case when
      exists (select 1 from profiles where tenant_id = ${tenantId}
        and (joined_location_id = ${id} or preferred_location_id = ${id} or home_location_id = ${id}))
      or exists (select 1 from transactions where tenant_id = ${tenantId} and location_id = ${id})
      or exists (select 1 from redemptions where tenant_id = ${tenantId} and location_id = ${id})
      or exists (select 1 from notes where tenant_id = ${tenantId} and location_id = ${id})
      or exists (select 1 from staff_locations where location_id = ${id})
      or exists (select 1 from devices where location_id = ${id})
      or exists (select 1 from enrolment_codes where location_id = ${id})
    then 1 else 0 end as in_use
  `.execute(deps.sql);
  return rows[0]?.in_use === 1;
};

/** True when a profile belongs to the location: its region decides which devices hold the profile. */
export const hasProfilesAtHome = async (deps: ReadDeps, id: LocationId): Promise<boolean> => {
  const row = await deps.sql
    .selectFrom("profiles")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("home_location_id", "=", id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Takes a location away that nothing names; the caller has checked. */
export const removeLocation = async (deps: WriteDeps, id: LocationId): Promise<void> => {
  await deps.sql
    .deleteFrom("locations")
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

export const locationOfRow = (row: Selectable<Tables["locations"]>): LocationRecord => ({
  id: locationIdSchema.parse(row.id),
  name: row.name,
  externalId: row.external_id,
  externalCode: row.external_code,
  timezone: timeZoneSchema.parse(row.timezone),
  country: row.country,
  region: row.region,
  phone: row.phone,
  isPublished: row.is_published === 1,
  isPermanentlyClosed: row.is_permanently_closed === 1,
  type: row.type,
  description: row.description,
  email: row.email,
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
});

const rowFieldsOf = (fields: LocationFields) => ({
  name: fields.name,
  type: fields.type,
  description: fields.description,
  external_id: fields.externalId,
  external_code: fields.externalCode,
  timezone: fields.timezone,
  country: fields.country,
  region: fields.region,
  phone: fields.phone,
  email: fields.email,
  is_published: Number(fields.isPublished),
  is_permanently_closed: Number(fields.isPermanentlyClosed),
});
