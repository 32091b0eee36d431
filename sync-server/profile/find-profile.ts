import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { normaliseEmail } from "#shared/profile/email.ts";
import { bestIdentifierMatches } from "#shared/profile/identifier.ts";
import { findIdentityCandidates } from "#sync-server/storage/profile/identity-store.ts";
import {
  findProfileByContact,
  type ProfileRecord,
  readProfileRecords,
  resolveAlias,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * How a caller refers to a profile: `profile_id`, `email`, or the handle of an identity (DOMAIN
 * §12.2 `profile_id_handle`).
 */
export type ProfileRef = { readonly handle: string; readonly value: string };

export const PROFILE_ID_HANDLE = "profile_id";
export const EMAIL_HANDLE = "email";

/**
 * The profile that a reference means; null if there is none, or if an identifier may mean several.
 * Deleted ones are only found by id.
 */
export const findProfile = async (deps: ReadDeps, ref: ProfileRef): Promise<ProfileId | null> => {
  if (ref.handle === PROFILE_ID_HANDLE) {
    const id = profileIdSchema.safeParse(ref.value.trim());
    return id.success ? resolveAlias(deps, id.data) : null;
  }
  if (ref.handle === EMAIL_HANDLE) {
    const email = normaliseEmail(ref.value);
    return email === null ? null : findProfileByContact(deps, "email", email);
  }
  const holders = await findHolders(deps, ref.value, ref.handle);
  return holders.length === 1 ? (holders[0] ?? null) : null;
};

/** The profiles that an identifier means, under any handle (DOMAIN §3.12). */
export const findProfilesByIdentifier = async (
  deps: ReadDeps,
  identifier: string,
): Promise<readonly ProfileRecord[]> =>
  readProfileRecords(deps, await findHolders(deps, identifier));

/**
 * The profiles that an identifier means, under one handle or any (DOMAIN §3.4). One that is only
 * close doesn't count: nobody is there to confirm it.
 */
const findHolders = async (
  deps: ReadDeps,
  identifier: string,
  handle?: string,
): Promise<readonly ProfileId[]> => {
  const candidates = await findIdentityCandidates(deps, identifier, handle);
  const best = bestIdentifierMatches(identifier, candidates, (held) => [held.identifier]);
  if (best.match === "close") return [];
  return [...new Set(best.found.map(({ profileId }) => profileId))];
};
