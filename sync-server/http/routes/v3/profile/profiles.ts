import {
  profileBodySchema,
  profileTypeBodySchema,
  profileViewSchema,
} from "#shared/api/profile/profile.ts";
import type { Result } from "#shared/kernel/result.ts";
import { saidOf } from "#sync-server/http/routes/v3/list-query.ts";
import type { ProfilePlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import { resource, resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listProfiles } from "#sync-server/storage/profile/profile-list.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { aggregationsRelation } from "./aggregations.ts";
import { profileFilters } from "./profile-filters.ts";
import { profileViews } from "./profile-view.ts";
import {
  newProfileIn,
  profileChangesIn,
  SENT_PROFILE_REFUSALS,
  type SentProfileRefusal,
} from "./sent-profile.ts";

type Written = Result<ProfileRecord, SentProfileRefusal>;

const shared = {
  noun: "profile",
  view: profileViewSchema,
  shownWith: "read-profiles",
  show: ({ read, now }: Plane, rows: readonly ProfileRecord[]) => profileViews(read, rows, now),
  relations: { aggregations: aggregationsRelation },
  refusals: SENT_PROFILE_REFUSALS,
};

const SORTS = ["id", "first_name", "last_name", "created_at", "updated_at"];

/** `/profiles`: the list, and new ones (DOMAIN §3.1). */
export const profiles = resource({
  ...shared,
  path: "/profiles",
  list: {
    filters: async ({ read }) => profileFilters((await readTenant(read))?.country ?? ""),
    canSearch: true,
    sorts: SORTS,
    description: saidOf(profileFilters(""), { sorts: SORTS }),
    page: ({ read, now }, query) => listProfiles(read, query, now),
  },
  create: {
    body: profileBodySchema,
    write: async (call): Promise<Written> => {
      const created = await newProfileIn(call.body, call);
      return created.ok ? call.write("createProfile", created.value) : created;
    },
  },
});

/** `PUT /profiles/{id}/update-type` (DOMAIN §3.2). */
export const profileType = resourceOf<ProfilePlane>()({
  ...shared,
  path: "/update-type",
  nouns: "profiles",
  change: {
    body: profileTypeBodySchema,
    write: ({ write, profile: { id: profileId }, body: { profile_type } }) =>
      write("updateProfile", { profileId, changes: {}, profileType: profile_type }),
    summary: "Change what a profile is",
  },
});

/** `/profiles/{id}`: one profile. */
export const profile = resourceOf<ProfilePlane>()({
  ...shared,
  path: "",
  read: async (plane) => plane.profile,
  change: {
    body: profileBodySchema,
    write: async ({ read, profile: known, write, body }): Promise<Written> => {
      const changed = await profileChangesIn(body, { read, known });
      if (!changed.ok) return changed;
      return write("updateProfile", { ...changed.value, profileId: known.id });
    },
  },
});
