import { type AudienceProfile, NOBODY } from "#shared/incentive/audience.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { textsIn } from "#shared/kernel/json.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The region and statuses of a profile, which decide what definitions are for it ([W7]). */
export const readAudienceProfile = async (
  deps: ReadDeps,
  id: ProfileId,
): Promise<AudienceProfile> => (await readAudienceProfiles(deps, [id])).get(id) ?? NOBODY;

/** The same for many profiles. */
export const readAudienceProfiles = async (
  deps: ReadDeps,
  ids: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, AudienceProfile>> =>
  new Map(
    (await readProfileRecords(deps, ids)).map(({ id, region, extra }) => [
      id,
      { region, statuses: textsIn(extra, "statuses") },
    ]),
  );
