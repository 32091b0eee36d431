import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Identity } from "#shared/profile/profile.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  clearPrimaryIdentities,
  findIdentity,
  readIdentityRecords,
  removeIdentity,
  updateIdentity,
} from "#sync-server/storage/profile/identity-store.ts";
import type { IdentityRecord } from "#sync-server/storage/profile/identity-table.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchProfile } from "./profile-feed.ts";
import { planIdentities, type TooManyIdentities, writeIdentities } from "./write-identities.ts";

/** Why an identity can't be written, in order of precedence. */
export type IdentityRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "identity_unknown" }
  | TooManyIdentities
  /** Another profile already has this pair of handle and identifier (DOMAIN §3.4). */
  | { readonly reason: "identity_taken"; readonly holderId: ProfileId };

/** How a caller refers to an identity: by number if the profile has its handle twice. */
export type IdentityRef = { readonly handle: string } | { readonly id: number };

/** The identity of a profile that a reference means; null if it has none. */
export const findOwnIdentity = async (
  deps: ReadDeps,
  profileId: ProfileId,
  ref: IdentityRef,
): Promise<IdentityRecord | null> => {
  const held = await readIdentityRecords(deps, [profileId]);
  const isMeant = (each: IdentityRecord): boolean =>
    "id" in ref ? each.id === ref.id : each.handle === ref.handle;
  return held.find(isMeant) ?? null;
};

type Flags = {
  readonly isPrimary?: boolean | undefined;
  readonly isActive?: boolean | undefined;
};

/** Adds an identity to a profile; the first one becomes primary. */
export const addIdentity = async (
  deps: WriteDeps,
  input: Flags & {
    readonly profileId: ProfileId;
    readonly handle: string;
    readonly identifier: string;
  },
): Promise<Result<IdentityRecord, IdentityRefusal>> => {
  const profile = await readLiving(deps, input.profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const { handle, identifier, isPrimary, isActive } = input;
  const sent = { handle, identifier, isPrimary, isActive };
  const planned = planIdentities(profile.identities, [sent]);
  if (!planned.ok) return planned;
  const held = await findIdentity(deps, handle, identifier);
  if (held) return err({ reason: "identity_taken", holderId: held.profileId });
  await writeIdentities(deps, profile, planned.value);
  await raiseVersion(deps, profile);
  return ok(
    assertDefined(await findIdentity(deps, handle, identifier), "the identity just written"),
  );
};

/**
 * Changes an identity of a profile; undefined fields stay as they are. The only one stays primary,
 * whatever is sent.
 */
export const changeIdentity = async (
  deps: WriteDeps,
  input: Flags & {
    readonly profileId: ProfileId;
    readonly identity: IdentityRef;
    readonly identifier?: string | undefined;
  },
): Promise<Result<IdentityRecord, IdentityRefusal>> => {
  const found = await findOwn(deps, input);
  if (!found.ok) return found;
  const { profile, identity: before } = found.value;
  const { isPrimary, isActive, identifier } = input;
  const heir = isPrimary === false && before.isPrimary ? await findHeir(deps, before) : null;
  const after: Identity & IdentityRecord = {
    ...before,
    ...definedFields({ isPrimary, isActive, identifier }),
    ...(before.isPrimary && heir === null ? { isPrimary: true } : {}),
    updatedAt: deps.now,
  };
  const held = await findIdentity(deps, after.handle, after.identifier);
  if (held && held.id !== before.id) {
    return err({ reason: "identity_taken", holderId: held.profileId });
  }
  if (after.isPrimary) await clearPrimaryIdentities(deps, profile.id, before.id);
  await updateIdentity(deps, before.id, after);
  deps.happened({ kind: "identity.updated", profileId: profile.id, context: after });
  if (heir) await makePrimary(deps, heir);
  await raiseVersion(deps, profile);
  return ok(after);
};

/** Deletes an identity of a profile. */
export const deleteIdentity = async (
  deps: WriteDeps,
  input: { readonly profileId: ProfileId; readonly identity: IdentityRef },
): Promise<Result<null, IdentityRefusal>> => {
  const found = await findOwn(deps, input);
  if (!found.ok) return found;
  const { profile, identity } = found.value;
  const heir = identity.isPrimary ? await findHeir(deps, identity) : null;
  await removeIdentity(deps, identity.id);
  deps.happened({ kind: "identity.deleted", profileId: profile.id, context: identity });
  if (heir) await makePrimary(deps, heir);
  await raiseVersion(deps, profile);
  return ok(null);
};

/**
 * What becomes primary once this identity no longer is: the oldest active one, or else the oldest.
 */
const findHeir = async (
  deps: ReadDeps,
  { id, profileId }: IdentityRecord,
): Promise<IdentityRecord | null> => {
  const others = (await readIdentityRecords(deps, [profileId])).filter((each) => each.id !== id);
  return others.find((each) => each.isActive) ?? others[0] ?? null;
};

const makePrimary = async (deps: WriteDeps, identity: IdentityRecord): Promise<void> => {
  const after = { ...identity, isPrimary: true };
  await updateIdentity(deps, identity.id, after);
  deps.happened({ kind: "identity.updated", profileId: identity.profileId, context: after });
};

const findOwn = async (
  deps: WriteDeps,
  input: { readonly profileId: ProfileId; readonly identity: IdentityRef },
): Promise<
  Result<{ readonly profile: ProfileRecord; readonly identity: IdentityRecord }, IdentityRefusal>
> => {
  const profile = await readLiving(deps, input.profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const identity = await findOwnIdentity(deps, input.profileId, input.identity);
  return identity ? ok({ profile, identity }) : err({ reason: "identity_unknown" });
};

const readLiving = async (deps: WriteDeps, id: ProfileId): Promise<ProfileRecord | null> => {
  const profile = await lockProfileRecord(deps, id);
  return profile && isLiving(profile.profileType) ? profile : null;
};

/** Identities are part of the profile's record, which devices hold whole. */
export const raiseVersion = async (
  deps: WriteDeps,
  profile: ProfileRecord,
): Promise<ProfileRecord> => {
  const after = { ...profile, version: profile.version + 1, updatedAt: deps.now };
  await updateProfileRow(deps, after);
  await touchProfile(deps, after);
  return after;
};
