import type { ProfileId } from "#shared/kernel/ids.ts";
import { findIdentity } from "#sync-server/storage/profile/identity-store.ts";
import { findProfileByContact } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";

/**
 * Finds another profile that has the email, the mobile phone or one of the identities; null if
 * there is none (DOMAIN §3.1, §3.4). Email and phone must already be normalised.
 */
export const findHolder = async (
  deps: ReadDeps,
  profileId: ProfileId,
  wanted: {
    readonly email: string | null;
    readonly mobilePhone: string | null;
    readonly identities: readonly { readonly handle: string; readonly identifier: string }[];
  },
): Promise<Extract<ProfileRefusal, { reason: "duplicate_profile" }> | null> => {
  if (wanted.email !== null) {
    const holderId = await findProfileByContact(deps, "email", wanted.email);
    if (holderId && holderId !== profileId) {
      return { reason: "duplicate_profile", field: "email", index: 0, holderId };
    }
  }
  if (wanted.mobilePhone !== null) {
    const holderId = await findProfileByContact(deps, "mobile_phone", wanted.mobilePhone);
    if (holderId && holderId !== profileId) {
      return { reason: "duplicate_profile", field: "mobilePhone", index: 0, holderId };
    }
  }
  for (const [index, { handle, identifier }] of wanted.identities.entries()) {
    const held = await findIdentity(deps, handle, identifier);
    if (held && held.profileId !== profileId) {
      return { reason: "duplicate_profile", field: "identities", index, holderId: held.profileId };
    }
  }
  return null;
};
