import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { normaliseEmail } from "#shared/profile/contact.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { findIdentitiesByIdentifier, findIdentity } from "#sync-server/storage/identity-store.ts";
import {
  findProfileByContact,
  type ProfileRecord,
  readProfileRecords,
  resolveAlias,
} from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * How a caller refers to a profile: `profile_id`, `email`, or the handle of an identity (DOMAIN
 * §12.2 `profile_id_handle`).
 */
export type ProfileRef = { readonly handle: string; readonly value: string };

export const PROFILE_ID_HANDLE = "profile_id";
export const EMAIL_HANDLE = "email";

/** The profile that a reference means; null if there is none. Deleted ones are only found by id. */
export const findProfile = async (deps: ReadDeps, ref: ProfileRef): Promise<ProfileId | null> => {
  if (ref.handle === PROFILE_ID_HANDLE) {
    const id = profileIdSchema.safeParse(ref.value.trim().toLowerCase());
    return id.success ? resolveAlias(deps, id.data) : null;
  }
  if (ref.handle === EMAIL_HANDLE) {
    const email = normaliseEmail(ref.value);
    return email === null ? null : findProfileByContact(deps, "email", email);
  }
  return (await findIdentity(deps, ref.handle, ref.value))?.profileId ?? null;
};

/** Identifiers rarely belong to more profiles; beyond this, only the first are found. */
const FOUND_MAX = 50;

/** The profiles that have an identifier under any handle, without deleted ones (DOMAIN §3.12). */
export const findProfilesByIdentifier = async (
  deps: ReadDeps,
  identifier: string,
): Promise<readonly ProfileRecord[]> => {
  const holders = await findIdentitiesByIdentifier(deps, identifier, FOUND_MAX);
  const ids = [...new Set(holders.map((identity) => identity.profileId))];
  const profiles = await readProfileRecords(deps, ids);
  return profiles.filter((profile) => isLiving(profile.profileType));
};
