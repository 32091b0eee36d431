import { profileParams } from "#shared/api/fields.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { isReadable } from "#shared/profile/profile-type.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  type ProfileRecord,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import { unknown } from "./refusals.ts";
import { resourceOf } from "./resource.ts";
import type { Mount } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/** What a request about one profile may read and write, and the profile, which isn't deleted. */
export type ProfilePlane = Plane & { readonly profile: ProfileRecord };

/** The same for what needs no more of the profile than its id. */
export type ProfileIdPlane = Plane & { readonly profile: Pick<ProfileRecord, "id"> };

/**
 * Where routes about one profile are added. The same declarations are mounted under
 * `/profiles/{id}` for callers with an API token, and can be mounted where the caller is the
 * profile and the path has no id.
 */
export type ProfileMount = Mount<ProfilePlane>;

/**
 * Finds the profile by the id in the path; 404 if there is none. What is written to a profile that
 * was merged into another is for that one; reading it is 404 and says which ([I2]).
 */
export const byProfileId = (mount: Mount): ProfileMount => ({
  ...mount,
  path: "/profiles/:profile_id",
  params: profileParams,
  planeOf: async (request) => {
    const plane = await mount.planeOf(request);
    const { profile_id: id } = profileParams.parse(request.params);
    if (plane === null) return null;
    const living = await readLivingProfile(plane.read, id);
    const isRead = request.method === "GET" || request.method === "HEAD";
    const profile = living ?? (isRead ? await readRecordOf(plane.read, id) : null);
    if (!profile || (isRead && (await isMerged(plane.read, id, profile)))) return null;
    return { ...plane, profile };
  },
  whyNone: async (request) => {
    const plane = await mount.planeOf(request);
    const { profile_id: id } = profileParams.parse(request.params);
    const winner = plane && !plane.read.hidesPeople && (await readLivingProfile(plane.read, id));
    return winner ? mergedInto(winner.id) : null;
  },
});

/** The record of somebody who is gone, which everybody may read ([I14]). */
const readRecordOf = async (read: Plane["read"], id: ProfileId): Promise<ProfileRecord | null> => {
  const record = await readProfileRecord(read, id);
  return record && isReadable(record.profileType) ? record : null;
};

/** An id that a device had made for somebody who was there already never was a profile ([S10]). */
const isMerged = async (
  read: Plane["read"],
  id: ProfileId,
  profile: ProfileRecord,
): Promise<boolean> => profile.id !== id && (await readProfileRecord(read, id)) !== null;

const mergedInto = (id: ProfileId): RequestRefusal => ({
  ...unknown("profile"),
  message: "This profile was merged into another.",
  ...{ profile: { id } },
});

/**
 * Takes the id in the path as it is, and leaves it to the write to look for the profile. So a
 * repeat under the same `Idempotency-Key` gets the first answer even if the profile has been
 * deleted since.
 */
export const byUncheckedProfileId = (mount: Mount): Mount<ProfileIdPlane> => ({
  ...mount,
  path: "/profiles/:profile_id",
  params: profileParams,
  planeOf: async (request) => {
    const plane = await mount.planeOf(request);
    return plane && { ...plane, profile: { id: profileParams.parse(request.params).profile_id } };
  },
});

/** Declares what one profile has of something: `/profiles/{id}/points`. */
export const profileResource = resourceOf<ProfilePlane>("profile");
