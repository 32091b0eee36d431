import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readAttributes, removeAttribute } from "#sync-server/storage/profile/attribute-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { raiseVersion } from "./identities.ts";

/** Why an attribute can't be deleted, in order of precedence. */
export type DeleteAttributeRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "attribute_not_held" };

/** Deletes a custom attribute of a profile, which gets its next version (DOMAIN §3.5). */
export const deleteCustomAttribute = async (
  deps: WriteDeps,
  { profileId, key }: { readonly profileId: ProfileId; readonly key: string },
): Promise<Result<null, DeleteAttributeRefusal>> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const held = await readAttributes(deps, [profileId]);
  const found = held.find((each) => each.kind === "custom" && each.key === key);
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
