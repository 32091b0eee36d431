import { v7 } from "uuid";
import {
  detailsOf,
  otherFieldsOf,
  type ProfileBody,
  profileBodySchema,
  profileViewSchema,
  withBirthParts,
} from "#shared/api/profile/profile.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import type { ProfilePlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { resource, resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  findNamedLocations,
  type NamedLocationRefusal,
} from "#sync-server/profile/find-named-locations.ts";
import type { ProfileRefusal } from "#sync-server/profile/profile-refusal.ts";
import { listProfiles } from "#sync-server/storage/profile/profile-list.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant, readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { aggregationsRelation } from "./aggregations.ts";
import { profileFilters } from "./profile-filters.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";
import { profileViews } from "./profile-view.ts";

type BirthDateRefusal = { readonly reason: "birth_date_disagrees" };
type Written = Result<ProfileRecord, ProfileRefusal | NamedLocationRefusal | BirthDateRefusal>;

const shared = {
  noun: "profile",
  view: profileViewSchema,
  shownWith: "read-profiles",
  show: ({ read, now }: Plane, rows: readonly ProfileRecord[]) => profileViews(read, rows, now),
  relations: { aggregations: aggregationsRelation },
  refusals: {
    ...PROFILE_REFUSALS,
    birth_date_disagrees: invalid(
      "birth_date",
      "The birth date must agree with the birth day, month and year; or leave those out.",
    ),
  },
};

/** `/profiles`: the list, and new ones (DOMAIN §3.1). */
export const profiles = resource({
  ...shared,
  path: "/profiles",
  list: {
    filters: async ({ read }) => profileFilters((await readTenant(read))?.country ?? ""),
    canSearch: true,
    page: ({ read }, query) => listProfiles(read, query),
  },
  create: {
    body: profileBodySchema,
    write: async ({ read, now, write, ...call }): Promise<Written> => {
      const body = withBirthParts(call.body, NO_DETAILS);
      if (!body) return err({ reason: "birth_date_disagrees" });
      const sent = await sentOf(read, body);
      if (!sent.ok) return sent;
      return write("createProfile", {
        joinedLocationId: null,
        ...sent.value,
        profileId: profileIdSchema.parse(v7()),
        details: { ...NO_DETAILS, ...detailsOf(body) },
        joinedAt: sent.value.joinedAt ?? now,
        joinedStaffId: sent.value.joinedStaffId ?? null,
      });
    },
  },
});

/** `/profiles/{id}`: one profile. */
export const profile = resourceOf<ProfilePlane>()({
  ...shared,
  path: "",
  read: async (plane) => plane.profile,
  change: {
    body: profileBodySchema,
    write: async ({ read, write, profile: known, ...call }): Promise<Written> => {
      const body = withBirthParts(call.body, known);
      if (!body) return err({ reason: "birth_date_disagrees" });
      const sent = await sentOf(read, body);
      if (!sent.ok) return sent;
      const { id: profileId } = known;
      return write("updateProfile", { ...sent.value, profileId, changes: detailsOf(body) });
    },
  },
  remove: {
    write: (plane) => plane.write("deleteProfile", { profileId: plane.profile.id }),
    summary: "Hide a profile but keep its data",
  },
});

/** Everything in a body besides the details, with the locations that it names. */
const sentOf = async (read: ReadDeps, body: ProfileBody) => {
  const located = await findNamedLocations(read, camelKeys(body));
  if (!located.ok) return located;
  return ok({ ...otherFieldsOf(body, await readTenantZone(read)), ...located.value });
};
