import type { Selectable } from "kysely";
import {
  type LocationId,
  locationIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";
import type { RecordOf } from "#sync-server/storage/column-table.ts";
import { lostRace } from "#sync-server/storage/lost-race.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement, statement } from "#sync-server/storage/statement.ts";
import { insertRecord, updateRecord } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { readIdentitiesOf } from "./identity-store.ts";
import { isLivingProfile, profileTable } from "./profile-table.ts";
import { addProfileTags, replaceProfileTags } from "./profile-tag-store.ts";

/** A profile with what only the server stores. */
export type ProfileRecord = RecordOf<typeof profileTable> & Pick<Profile, "identities">;

/**
 * The profiles with these ids, including deleted ones, in no particular order. At most a page of
 * ids.
 */
export const readProfileRecords = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly ProfileRecord[]> => {
  if (ids.length === 0) return [];
  const [rows, identities] = await Promise.all([
    selectByIds(deps, ids.length, [deps.tenantId, ...ids]),
    readIdentitiesOf(deps, ids),
  ]);
  return rows.map((row) => profileOfRow(row, identities));
};

const profileOfRow = (
  row: Selectable<Tables["profiles"]>,
  identities: Awaited<ReturnType<typeof readIdentitiesOf>>,
): ProfileRecord => ({
  ...profileTable.recordOf(row),
  identities: identities.get(row.id) ?? [],
});

const selectByIds = rowsStatement<Selectable<Tables["profiles"]>>(
  (count) => `select * from profiles where tenant_id = ? and id in (${placeholders(count)})`,
);

/** One profile, even if deleted; null if there is none. */
export const readProfileRecord = async (
  deps: ReadDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => (await readProfileRecords(deps, [id]))[0] ?? null;

/**
 * Locks a profile with its account until the end of the transaction ([L17]). Rows that refer to it
 * can still be inserted. If it was merged into another while this waited, the write has lost a race
 * and begins again, for that one (profile/SPEC.md [I2]).
 */
export const lockProfile = async (deps: WriteDeps, id: ProfileId): Promise<void> => {
  if (deps.dialect === "sqlite") return;
  const { tenantId } = deps;
  const [locked] = await lock(deps, [tenantId, id, tenantId, id]);
  if (locked && locked.is_type !== locked.was_type) {
    throw lostRace("the profile was merged or deleted meanwhile");
  }
};

/** What a row was when the statement began, beside what it is now that it is locked. */
const lock = statement<{ readonly is_type: string; readonly was_type: string }>(
  ({ forNoKeyUpdate }) =>
    `select profile_type as is_type,
       (select profile_type from profiles as was where was.tenant_id = ? and was.id = ?) as was_type
     from profiles where tenant_id = ? and id = ? ${forNoKeyUpdate}`,
);

/** One profile, locked for this transaction: two changes to it can't overlap. */
export const lockProfileRecord = async (
  deps: WriteDeps,
  id: ProfileId,
): Promise<ProfileRecord | null> => {
  const [, record] = await Promise.all([lockProfile(deps, id), readProfileRecord(deps, id)]);
  return record;
};

/** Drops what only the server keeps. */
export const profileFactOf = (record: ProfileRecord): Profile => {
  const { homeLocationId: _home, region: _region, extra: _extra, ...kept } = record;
  const { statuses, statusesPast: _past, ...profile } = kept;
  return statuses.length === 0 ? profile : { ...profile, statuses };
};

/**
 * The profiles of these rows with their identities, which are read in one statement for all rows.
 */
export const profilesOfRows = async (
  deps: ReadDeps,
  rows: readonly Selectable<Tables["profiles"]>[],
): Promise<readonly ProfileRecord[]> => {
  const identities = await readIdentitiesOf(
    deps,
    rows.map((row) => row.id),
  );
  return rows.map((row) => profileOfRow(row, identities));
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
  if (!row) return null;
  const home = row.home_location_id;
  return {
    region: row.region,
    homeLocationId: home === null ? null : locationIdSchema.parse(home),
  };
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
    .where(isLivingProfile)
    .executeTakeFirst();
  return row ? profileIdSchema.parse(row.id) : null;
};

/** Inserts a profile; its identities are written separately. */
export const appendProfile = async (deps: WriteDeps, record: ProfileRecord): Promise<void> => {
  await insertRecord(deps, profileTable, record);
  await addProfileTags(deps, record.id, record.tags);
};

/** Overwrites a profile. */
export const updateProfileRow = async (deps: WriteDeps, record: ProfileRecord): Promise<void> => {
  await updateRecord(deps, profileTable, record.id, record);
  await replaceProfileTags(deps, record.id, record.tags);
};

/**
 * The profile that commands for this id apply to: a different one after a refused duplicate (sync
 * [S10]).
 */
export const resolveAlias = async (deps: ReadDeps, id: ProfileId): Promise<ProfileId> => {
  const [alias] = await selectAlias(deps, [deps.tenantId, id]);
  return alias?.profile_id ?? id;
};

const selectAlias = statement<{ readonly profile_id: ProfileId }>(
  "select profile_id from profile_aliases where tenant_id = ? and alias_id = ?",
);

/**
 * In which chains the entries of a profile are: its own, and those of the profiles merged into it
 * (profile/SPEC.md [I3]).
 */
export const readChainIds = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly ProfileId[]> => {
  const aliases = await selectAliases(deps, [deps.tenantId, profileId]);
  return [profileId, ...aliases.map((row) => row.alias_id)];
};

const selectAliases = statement<{ readonly alias_id: ProfileId }>(
  `select alias_id from profile_aliases where tenant_id = ? and profile_id = ? order by alias_id`,
);

/** The profiles that these are by now, of those that are others ([I2]). */
export const readAliases = async (
  deps: ReadDeps,
  aliasIds: readonly ProfileId[],
): Promise<readonly { readonly aliasId: ProfileId; readonly profileId: ProfileId }[]> => {
  if (aliasIds.length === 0) return [];
  const rows = await selectAliased(deps, aliasIds.length, [deps.tenantId, ...aliasIds]);
  return rows.map((row) => ({ aliasId: row.alias_id, profileId: row.profile_id }));
};

const selectAliased = rowsStatement<{
  readonly alias_id: ProfileId;
  readonly profile_id: ProfileId;
}>(
  (aliases) => `select alias_id, profile_id from profile_aliases
   where tenant_id = ? and alias_id in (${placeholders(aliases)})`,
);

/** The chains of several profiles, each with the profile that it counts for ([I3]). */
export const readChainOwners = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, ProfileId>> => {
  const rows = await selectOwners(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  const own = profileIds.map((id) => [id, id] as const);
  return new Map([...own, ...rows.map((row) => [row.alias_id, row.profile_id] as const)]);
};

const selectOwners = rowsStatement<{
  readonly alias_id: ProfileId;
  readonly profile_id: ProfileId;
}>(
  (profiles) => `select alias_id, profile_id from profile_aliases
   where tenant_id = ? and profile_id in (${placeholders(profiles)})`,
);

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
