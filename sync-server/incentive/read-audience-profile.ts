import { type AudienceProfile, NOBODY } from "#shared/incentive/audience.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { statusesHeldAt } from "#shared/profile/status.ts";
import {
  type ProfileRecord,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * The region of a profile, and the statuses that it had at an instant: they decide what definitions
 * are for it ([W7]).
 */
export const audienceAt = (
  profile: Pick<ProfileRecord, "region" | "statuses" | "statusesPast">,
  at: Instant,
): AudienceProfile => ({ region: profile.region, statuses: statusesHeldAt(profile, at) });

/** The same of the profile with this id; nobody if there is none. */
export const readAudienceProfile = async (
  deps: ReadDeps,
  id: ProfileId,
  at: Instant,
): Promise<AudienceProfile> => {
  const profile = await readProfileRecord(deps, id);
  return profile ? audienceAt(profile, at) : NOBODY;
};
