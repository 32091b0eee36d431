import { rowNumber } from "#shared/api/fields.ts";
import {
  newProfileRegionSchema,
  profileRegionChangeSchema,
  profileRegionView,
  profileRegionViewSchema,
} from "#shared/api/profile/profile-region.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { termIdSchema } from "#shared/kernel/ids.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import {
  findProfileRegion,
  readProfileRegions,
} from "#sync-server/storage/profile/profile-region-store.ts";

/** `/profiles/{id}/regions`: the regions that a profile belongs to (DOMAIN §14.3). */
export const profileRegions = profileResource({
  path: "/regions",
  noun: "region",
  partOf: "profiles",
  id: rowNumber.pipe(termIdSchema),
  param: "region_id",
  view: profileRegionViewSchema,
  all: ({ read, profile }) => readProfileRegions(read, [profile.id]),
  read: ({ read, profile }, regionId) => findProfileRegion(read, profile.id, regionId),
  create: {
    body: newProfileRegionSchema,
    write: async ({ read, write, profile, body }) =>
      rowWritten(
        await write("addProfileRegion", { profileId: profile.id, ...camelKeys(body) }),
        ({ regionId }) => findProfileRegion(read, profile.id, regionId),
      ),
    summary: "Put a profile in a region",
  },
  change: {
    body: profileRegionChangeSchema,
    write: async ({ read, write, profile, body }, regionId) =>
      rowWritten(
        await write("changeProfileRegion", { profileId: profile.id, regionId, ...camelKeys(body) }),
        () => findProfileRegion(read, profile.id, regionId),
      ),
  },
  remove: {
    write: ({ write, profile }, regionId) =>
      write("removeProfileRegion", { profileId: profile.id, regionId }),
    summary: "Take a profile out of a region",
  },
  show: (_plane, rows) => rows.map(profileRegionView),
  refusals: {
    region_unknown: invalid("region_id", "There is no such region."),
    already_in_region: invalid("region_id", "The profile is in this region already."),
    not_in_region: unknown("region of this profile"),
  },
});
