import { v7 } from "uuid";
import { localisedBalances, localisedBalancesSchema } from "#shared/api/balances.ts";
import { one } from "#shared/api/envelope.ts";
import { detailsOf, profileBodySchema, profileViewSchema } from "#shared/api/profile.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { ok } from "#shared/kernel/result.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { addProfileRoute, type ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { deleted, written } from "#sync-server/http/routes/v3/refusals.ts";
import { addList } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listProfiles } from "#sync-server/storage/profile-list.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { givenOf } from "./profile-body.ts";
import { profileFilters } from "./profile-filters.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";
import { balancesOfView, profileViews } from "./profile-view.ts";

const tag = "profiles";
const answer = one(profileViewSchema);

/** `/profiles`: the list, and new ones. */
export const addProfiles = (mount: Mount): void => {
  addList(mount, {
    url: "/profiles",
    scopes: ["read-profiles"],
    tag,
    summary: "List profiles",
    view: profileViewSchema,
    filters: async ({ read }) => profileFilters((await readTenant(read))?.country ?? ""),
    canSearch: true,
    page: ({ read }, query) => listProfiles(read, query),
    show: ({ read, now }, rows) => profileViews(read, rows, now),
  });

  addRoute(mount, {
    method: "POST",
    url: "/profiles",
    scopes: ["create-profiles"],
    tag,
    summary: "Create a profile",
    body: profileBodySchema,
    answer,
    status: 201,
    handle: async (call) => {
      const { read, now, write, body } = call;
      const given = await givenOf(read, body);
      if (!given.ok) return given;
      const created = await write("createProfile", {
        joinedLocationId: null,
        joinedStaffId: body.joined_staff_id ?? null,
        ...given.value,
        profileId: profileIdSchema.parse(v7()),
        details: { ...NO_DETAILS, ...detailsOf(body) },
        joinedAt: given.value.joinedAt ?? now,
      });
      return written(created, shownBy(call), PROFILE_REFUSALS);
    },
  });
};

/** One profile, and its balances. */
export const addProfile = (mount: ProfileMount): void => {
  addProfileRoute(mount, {
    method: "GET",
    url: "",
    scopes: ["read-profiles"],
    tag,
    summary: "Read a profile",
    answer,
    handle: async (call, profile) => ok({ data: await shownBy(call)(profile) }),
  });

  addProfileRoute(mount, {
    method: "PUT",
    url: "",
    scopes: ["update-profiles"],
    tag,
    summary: "Change a profile",
    body: profileBodySchema,
    answer,
    handle: async (call, profile) => {
      const given = await givenOf(call.read, call.body);
      if (!given.ok) return given;
      const updated = await call.write("updateProfile", {
        ...given.value,
        profileId: profile.id,
        changes: detailsOf(call.body),
      });
      return written(updated, shownBy(call), PROFILE_REFUSALS);
    },
  });

  addProfileRoute(mount, {
    method: "DELETE",
    url: "",
    scopes: ["delete-profiles"],
    tag,
    summary: "Hide a profile but keep its data",
    handle: async ({ write }, profile) =>
      deleted(await write("deleteProfile", { profileId: profile.id }), PROFILE_REFUSALS),
  });

  addProfileRoute(mount, {
    method: "GET",
    url: "/balances",
    scopes: ["read-profiles"],
    tag,
    summary: "Read what a profile holds now",
    answer: one(localisedBalancesSchema),
    handle: async ({ read, now }, profile) => {
      const balances = await balancesOfView(read, profile.id, now);
      return ok({ data: localisedBalances(balances, await readTenant(read)) });
    },
  });
};

const shownBy =
  ({ read, now }: Plane) =>
  async (profile: ProfileRecord) =>
    assertDefined((await profileViews(read, [profile], now))[0], "one view for one profile");
