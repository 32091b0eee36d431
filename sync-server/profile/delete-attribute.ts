import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type AttributeRecord,
  readAttributes,
  removeAttribute,
} from "#sync-server/storage/profile/attribute-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { raiseVersion } from "./identities.ts";

/** Why an attribute can't be deleted, in order of precedence. */
export type DeleteAttributeRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "attribute_not_held" };

/** Deletes a custom attribute of a profile, which gets its next version (DOMAIN §3.5). */
export const deleteCustomAttribute = (
  deps: WriteDeps,
  { profileId, key }: { readonly profileId: ProfileId; readonly key: string },
): Promise<Deleted> =>
  deleteAttribute(deps, profileId, (each) => each.kind === "custom" && each.key === key);

/** Deletes a date of a profile by its number. */
export const deleteDate = (
  deps: WriteDeps,
  { profileId, id }: { readonly profileId: ProfileId; readonly id: number },
): Promise<Deleted> =>
  deleteAttribute(deps, profileId, (each) => each.kind === "date" && each.id === id);

type Deleted = Result<null, DeleteAttributeRefusal>;

const deleteAttribute = async (
  deps: WriteDeps,
  profileId: ProfileId,
  isMeant: (attribute: AttributeRecord) => boolean,
): Promise<Deleted> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const found = (await readAttributes(deps, [profileId])).find(isMeant);
  if (!found) return err({ reason: "attribute_not_held" });
  await removeAttribute(deps, found.id);
  const { version } = await raiseVersion(deps, profile);
  deps.happened({
    kind: "profile.updated",
    profileId,
    context: { version, changed: ["attributes"] },
  });
  return ok(null);
};
