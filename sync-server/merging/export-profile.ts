import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { CARD_ACCOUNT } from "#shared/profile/profile-type.ts";
import { type PersonalRows, readPersonalRows } from "#sync-server/storage/profile/export-store.ts";
import {
  readChainIds,
  readProfileRecord,
  resolveAlias,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** What is held about a person, under the id that it is known by now. */
export type ProfileExport = { readonly profileId: ProfileId; readonly records: PersonalRows };

/** Everything that is held about one person, also if deleted ([I19]). */
export const exportProfile = async (
  deps: ReadDeps,
  asked: ProfileId,
): Promise<Result<ProfileExport, { readonly reason: "profile_unknown" }>> => {
  const profileId = await resolveAlias(deps, asked);
  const profile = await readProfileRecord(deps, profileId);
  if (!profile || profile.profileType === "purged" || profile.profileType === CARD_ACCOUNT) {
    return err({ reason: "profile_unknown" });
  }
  const records = await readPersonalRows(deps, await readChainIds(deps, profileId));
  return ok({ profileId, records });
};
