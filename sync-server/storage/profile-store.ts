import type { Insertable, Selectable } from "kysely";
import {
  type LocationId,
  locationIdSchema,
  type ProfileId,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import {
  type Identity,
  type Profile,
  profileDetailsSchema,
  profileTypeSchema,
} from "#shared/profile/profile.ts";
import { readIdentitiesOf } from "./identity-store.ts";
import { parseExtra, parseTextList } from "./json-column.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** A profile with the fields that only the server keeps. */
export type ProfileRecord = Profile & {
  /** Where the profile joined or prefers to be served: that location's devices get it first. */
  readonly homeLocationId: LocationId | null;
  /** Which devices hold the profile. */
  readonly region: string;
  /** v3 fields that nothing depends on. */
  readonly extra: ExtraFields;
};

/**
 * The profiles with these ids, including deleted ones, in no particular order. At most a page of
 * ids.
 */
export const readProfileRecords = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly ProfileRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("profiles")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return profilesOfRows(deps, rows);
};

/** One profile, even if deleted; null if there is none. */
export const readProfileRecord = async (
  deps: ReadDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => (await readProfileRecords(deps, [id]))[0] ?? null;

/** The same, locked for this transaction: two changes to one profile can't overlap. */
export const lockProfileRecord = async (
  deps: WriteDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => {
  const rows = await deps.sql
    .selectFrom("profiles")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .$if(deps.dialect === "postgres", (query) => query.forNoKeyUpdate())
    .execute();
  return (await profilesOfRows(deps, rows))[0] ?? null;
};

/** The profiles as devices hold them, for the feed. */
export const readProfiles = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly Profile[]> => (await readProfileRecords(deps, ids)).map(profileFactOf);

/** Drops the fields that only the server keeps. */
export const profileFactOf = (record: ProfileRecord): Profile => {
  const { homeLocationId: _home, region: _region, extra: _extra, ...profile } = record;
  return profile;
};

/** The profiles of these rows with their identities, which are read in one statement for all rows. */
export const profilesOfRows = async (
  deps: ReadDeps,
  rows: readonly Selectable<Tables["profiles"]>[],
): Promise<readonly ProfileRecord[]> => {
  const identities = await readIdentitiesOf(
    deps,
    rows.map((row) => row.id),
  );
  return rows.map((row) => profileOfRow(row, identities.get(row.id) ?? []));
};

/** Where the facts of a profile go: its region, and the location that gets them first. */
export const readProfileScope = async (
  deps: ReadDeps,
  id: ProfileId,
): Promise<{ readonly region: string; readonly homeLocationId: LocationId | null } | null> => {
  const row = await deps.sql
    .selectFrom("profiles")
    .select(["region", "home_location_id"])
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { region: row.region, homeLocationId: locationIdOf(row.home_location_id) } : null;
};

/** The profile with a normalised email or mobile phone. Deleted profiles don't count. */
export const findProfileByContact = async (
  deps: ReadDeps,
  field: "email" | "mobile_phone",
  value: string,
): Promise<ProfileId | null> => {
  const row = await deps.sql
    .selectFrom("profiles")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where(field, "=", value)
    .where("profile_type", "<>", "deleted")
    .executeTakeFirst();
  return row ? profileIdSchema.parse(row.id) : null;
};

/** Inserts a profile; its identities are written separately. */
export const appendProfile = async (deps: WriteDeps, record: ProfileRecord): Promise<void> => {
  await deps.sql.insertInto("profiles").values(rowOfProfile(deps, record)).execute();
};

/** Updates a profile. */
export const updateProfileRow = async (deps: WriteDeps, record: ProfileRecord): Promise<void> => {
  const { tenant_id, id, ...row } = rowOfProfile(deps, record);
  await deps.sql
    .updateTable("profiles")
    .set(row)
    .where("tenant_id", "=", tenant_id)
    .where("id", "=", id)
    .execute();
};

/**
 * The profile that commands for this id apply to: a different one after a refused duplicate (sync
 * [S10]).
 */
export const resolveAlias = async (deps: ReadDeps, id: ProfileId): Promise<ProfileId> => {
  const row = await deps.sql
    .selectFrom("profile_aliases")
    .select("profile_id")
    .where("tenant_id", "=", deps.tenantId)
    .where("alias_id", "=", id)
    .executeTakeFirst();
  return row ? profileIdSchema.parse(row.profile_id) : id;
};

/** Redirects later commands for `aliasId` to `profileId` (sync [S10]). The first alias wins. */
export const appendAlias = async (
  deps: WriteDeps,
  aliasId: ProfileId,
  profileId: ProfileId,
): Promise<void> => {
  await deps.sql
    .insertInto("profile_aliases")
    .values({ tenant_id: deps.tenantId, alias_id: aliasId, profile_id: profileId })
    .onConflict((conflict) => conflict.columns(["tenant_id", "alias_id"]).doNothing())
    .execute();
};

const profileOfRow = (
  row: Selectable<Tables["profiles"]>,
  identities: readonly Identity[],
): ProfileRecord => ({
  id: profileIdSchema.parse(row.id),
  profileType: profileTypeSchema.parse(row.profile_type),
  title: row.title,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  mobilePhone: row.mobile_phone,
  secondaryPhone: row.secondary_phone,
  birthDay: row.birth_day,
  birthMonth: row.birth_month,
  birthYear: row.birth_year,
  gender: profileDetailsSchema.shape.gender.parse(row.gender),
  joinedAt: instantOf(row.joined_at),
  joinedLocationId: locationIdOf(row.joined_location_id),
  joinedStaffId: row.joined_staff_id === null ? null : staffIdSchema.parse(row.joined_staff_id),
  preferredLocationId: locationIdOf(row.preferred_location_id),
  identities,
  tags: parseTextList(row.tags),
  version: row.version,
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
  homeLocationId: locationIdOf(row.home_location_id),
  region: row.region,
  extra: parseExtra(row.extra),
});

const rowOfProfile = (deps: WriteDeps, record: ProfileRecord): Insertable<Tables["profiles"]> => ({
  tenant_id: deps.tenantId,
  id: record.id,
  profile_type: record.profileType,
  title: record.title,
  first_name: record.firstName,
  last_name: record.lastName,
  email: record.email,
  mobile_phone: record.mobilePhone,
  secondary_phone: record.secondaryPhone,
  birth_day: record.birthDay,
  birth_month: record.birthMonth,
  birth_year: record.birthYear,
  gender: record.gender,
  joined_at: record.joinedAt,
  joined_location_id: record.joinedLocationId,
  joined_staff_id: record.joinedStaffId,
  preferred_location_id: record.preferredLocationId,
  home_location_id: record.homeLocationId,
  region: record.region,
  tags: JSON.stringify(record.tags),
  extra: JSON.stringify(record.extra),
  version: record.version,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
});

const locationIdOf = (id: number | null): LocationId | null =>
  id === null ? null : locationIdSchema.parse(id);

const instantOf = (ms: number | null): Instant | null => (ms === null ? null : instant(ms));
