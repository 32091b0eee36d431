import { type Selectable, sql } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { Identity } from "#shared/profile/profile.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** An identity with its number in the v3 API and whose it is. */
export type IdentityRecord = Identity & {
  readonly id: number;
  readonly profileId: ProfileId;
  readonly mergedFrom: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The identities of many profiles in one statement: the primary one first, then the oldest. */
export const readIdentityRecords = async (
  deps: ReadDeps,
  profileIds: readonly string[],
): Promise<readonly IdentityRecord[]> => {
  if (profileIds.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("identities")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "in", profileIds)
    .orderBy("is_primary", "desc")
    .orderBy("id")
    .execute();
  return rows.map(identityOfRow);
};

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
 * The one identity of this handle and identifier; null when nobody has it (DOMAIN §3.4). Deleted
 * profiles have none any more.
 */
export const findIdentity = async (
  deps: ReadDeps,
  handle: string,
  identifier: string,
): Promise<IdentityRecord | null> => {
  const row = await deps.sql
    .selectFrom("identities")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("handle", "=", handle)
    .where("identifier", "=", identifier)
    .where(isOfDeleted, "=", 0)
    .executeTakeFirst();
  return row ? identityOfRow(row) : null;
};

const isOfDeleted = sql<number>`(
  select count(*) from profiles where profiles.tenant_id = identities.tenant_id
    and profiles.id = identities.profile_id and profiles.profile_type = 'deleted'
)`;

/** Everybody who has this identifier under any handle; at most `limit`. */
export const findIdentitiesByIdentifier = async (
  deps: ReadDeps,
  identifier: string,
  limit: number,
): Promise<readonly IdentityRecord[]> => {
  const rows = await deps.sql
    .selectFrom("identities")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("identifier", "=", identifier)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(identityOfRow);
};

/** Adds identities to a profile, in the order given. */
export const appendIdentities = async (
  deps: WriteDeps,
  profileId: ProfileId,
  identities: readonly Identity[],
): Promise<void> => {
  if (identities.length === 0) return;
  for (const identity of identities) await releaseIdentity(deps, identity);
  await deps.sql
    .insertInto("identities")
    .values(
      identities.map((identity) => ({
        tenant_id: deps.tenantId,
        profile_id: profileId,
        handle: identity.handle,
        identifier: identity.identifier,
        is_primary: Number(identity.isPrimary),
        is_active: Number(identity.isActive),
        merged_from: null,
        created_at: deps.now,
        updated_at: deps.now,
      })),
    )
    .execute();
};

/** Writes an identity as it is now over what it was. */
export const updateIdentity = async (
  deps: WriteDeps,
  id: number,
  identity: Identity,
): Promise<void> => {
  await releaseIdentity(deps, identity);
  await deps.sql
    .updateTable("identities")
    .set({
      handle: identity.handle,
      identifier: identity.identifier,
      is_primary: Number(identity.isPrimary),
      is_active: Number(identity.isActive),
      updated_at: deps.now,
    })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/** Takes an identity from the deleted profile that still has it, as its contacts are free again too. */
const releaseIdentity = async (deps: WriteDeps, identity: Identity): Promise<void> => {
  await deps.sql
    .deleteFrom("identities")
    .where("tenant_id", "=", deps.tenantId)
    .where("handle", "=", identity.handle)
    .where("identifier", "=", identity.identifier)
    .where(isOfDeleted, "=", 1)
    .execute();
};

/** Leaves `keepId` as the only primary identity of a profile. */
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

/** Takes an identity away. */
export const removeIdentity = async (deps: WriteDeps, id: number): Promise<void> => {
  await deps.sql
    .deleteFrom("identities")
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

export const identityOfRow = (row: Selectable<Tables["identities"]>): IdentityRecord => ({
  id: row.id,
  profileId: profileIdSchema.parse(row.profile_id),
  handle: row.handle,
  identifier: row.identifier,
  isPrimary: row.is_primary === 1,
  isActive: row.is_active === 1,
  mergedFrom: row.merged_from,
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
});
