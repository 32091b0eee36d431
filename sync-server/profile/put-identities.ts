import type { Identity } from "#shared/profile/profile.ts";
import {
  appendIdentities,
  clearPrimaryIdentities,
  findIdentity,
  readIdentitiesOf,
  updateIdentity,
} from "#sync-server/storage/identity-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** An identity as a caller sends it with a profile. */
export type NamedIdentity = {
  readonly handle: string;
  readonly identifier: string;
  readonly isPrimary?: boolean | undefined;
  readonly isActive?: boolean | undefined;
};

/**
 * Adds the identities that a profile doesn't have and updates those that it has. The caller must
 * have checked that no other profile has them. Returns all the profile's identities afterwards.
 */
export const putIdentities = async (
  deps: WriteDeps,
  profile: ProfileRecord,
  identities: readonly NamedIdentity[],
): Promise<readonly Identity[]> => {
  if (identities.length === 0) return profile.identities;
  for (const { handle, identifier, isPrimary, isActive } of identities) {
    const held = await findIdentity(deps, handle, identifier);
    if (isPrimary) await clearPrimaryIdentities(deps, profile.id, held?.id ?? null);
    const identity = {
      handle,
      identifier,
      isPrimary: isPrimary ?? held?.isPrimary ?? false,
      isActive: isActive ?? held?.isActive ?? true,
    };
    if (held) await updateIdentity(deps, held.id, identity);
    else await appendIdentities(deps, profile.id, [identity]);
    deps.happened({
      kind: held ? "identity.updated" : "identity.created",
      profileId: profile.id,
      context: identity,
    });
  }
  return (await readIdentitiesOf(deps, [profile.id])).get(profile.id) ?? [];
};
