import { type Selectable, type SqlBool, sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { canonicalIdentifier, identifierKey } from "#shared/profile/identifier.ts";
import type { Identity } from "#shared/profile/profile.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";
import {
  deleteRecord,
  insertRecord,
  readPage,
  readRecords,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type IdentityField, type IdentityRecord, identityTable } from "./identity-table.ts";
import { isLivingProfile } from "./profile-table.ts";

/** A page of identities, without those of deleted profiles. */
export const listIdentities = (
  deps: ReadDeps,
  query: ListQuery<IdentityField>,
): Promise<Page<IdentityRecord>> => readPage(deps, identityTable, query, [isOfLiving]);

/** The identities of many profiles in one statement: the primary one first, then the oldest. */
export const readIdentityRecords = async (
  deps: ReadDeps,
  profileIds: readonly string[],
): Promise<readonly IdentityRecord[]> => {
  if (profileIds.length === 0) return [];
  const rows = await selectOf(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return rows.map(identityTable.recordOf);
};

// Every sale reads them.
const selectOf = rowsStatement<Selectable<Tables["identities"]>>(
  (count) =>
    `select * from identities where tenant_id = ? and profile_id in (${placeholders(count)})
     order by is_primary desc, id`,
);

/** The identities of many profiles as devices hold them, by profile. */
export const readIdentitiesOf = async (
  deps: ReadDeps,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Identity[]>> => {
  const byProfile = new Map<string, Identity[]>();
  for (const record of await readIdentityRecords(deps, profileIds)) {
    const { handle, identifier, isPrimary, isActive } = record;
    const identities = byProfile.get(record.profileId) ?? [];
    identities.push({ handle, identifier, isPrimary, isActive });
    byProfile.set(record.profileId, identities);
  }
  return byProfile;
};

/**
 * The identity with this handle and identifier; null if nobody has it (DOMAIN §3.4). Deleted
 * profiles don't count.
 */
export const findIdentity = async (
  deps: ReadDeps,
  handle: string,
  identifier: string,
): Promise<IdentityRecord | null> => {
  const condition = sql`handle = ${handle} and identifier = ${identifier} and ${isOfLiving}`;
  return (await readRecords(deps, identityTable, condition))[0] ?? null;
};

const isOfLiving = sql<SqlBool>`exists (
  select 1 from profiles where profiles.tenant_id = identities.tenant_id
    and profiles.id = identities.profile_id and ${isLivingProfile}
)`;

/**
 * The identities that may be meant by an identifier, under one handle or any, for
 * `bestIdentifierMatches` to choose from: at most `CANDIDATES_MAX`, exact ones first. Deleted
 * profiles don't count.
 */
export const findIdentityCandidates = (
  deps: ReadDeps,
  identifier: string,
  handle?: string,
): Promise<readonly IdentityRecord[]> => {
  const key = sql`identifier_key = ${identifierKey(identifier)} and ${isOfLiving}`;
  return readRecords(
    deps,
    identityTable,
    handle === undefined ? key : sql`${key} and handle = ${handle}`,
    sql`order by identifier = ${canonicalIdentifier(identifier)} desc, id
      limit ${sql.lit(CANDIDATES_MAX)}`,
  );
};

/** Hardly any identifier belongs to this many profiles. */
const CANDIDATES_MAX = 50;

/** Adds identities to a profile, in the order passed in. */
export const appendIdentities = async (
  deps: WriteDeps,
  profileId: ProfileId,
  identities: readonly Identity[],
): Promise<void> => {
  if (identities.length === 0) return;
  for (const identity of identities) {
    await releaseIdentity(deps, identity);
    await insertRecord(deps, identityTable, { ...withKey(identity), profileId });
  }
};

/** Updates an identity. */
export const updateIdentity = async (
  deps: WriteDeps,
  id: number,
  identity: Identity,
): Promise<void> => {
  await releaseIdentity(deps, identity);
  await updateRecord(deps, identityTable, id, withKey(identity));
};

const withKey = (identity: Identity) => ({
  ...identity,
  identifierKey: identifierKey(identity.identifier),
});

/**
 * Takes an identity from a deleted profile that still has it; the contacts of deleted profiles are
 * free too.
 */
const releaseIdentity = async (deps: WriteDeps, identity: Identity): Promise<void> => {
  await deps.sql
    .deleteFrom("identities")
    .where("tenant_id", "=", deps.tenantId)
    .where("handle", "=", identity.handle)
    .where("identifier", "=", identity.identifier)
    .where((builder) => builder.not(isOfLiving))
    .execute();
};

/** Makes `keepId` the only primary identity of a profile. */
export const clearPrimaryIdentities = async (
  deps: WriteDeps,
  profileId: ProfileId,
  keepId: number | null,
): Promise<void> => {
  await deps.sql
    .updateTable("identities")
    .set({ is_primary: 0, updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "=", profileId)
    .where("is_primary", "=", 1)
    .where("id", "<>", keepId ?? 0)
    .execute();
};

/** Deletes an identity. */
export const removeIdentity = (deps: WriteDeps, id: number): Promise<void> =>
  deleteRecord(deps, identityTable, id);
