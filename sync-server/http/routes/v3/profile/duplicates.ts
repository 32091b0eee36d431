import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  dismissBodySchema,
  duplicateOfView,
  duplicateOfViewSchema,
  duplicateView,
  duplicateViewSchema,
} from "#shared/api/profile/duplicate.ts";
import type { ProfileView } from "#shared/api/profile/profile.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { duplicateIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { ok } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import type { ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute } from "#sync-server/http/routes/v3/route.ts";
import { findDuplicates } from "#sync-server/profile/find-duplicates.ts";
import { listDuplicates, readDuplicate } from "#sync-server/storage/profile/duplicate-store.ts";
import { duplicateTable } from "#sync-server/storage/profile/duplicate-table.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { profileViews } from "./profile-view.ts";

/** `/duplicates`: profiles that may be one person's, in pairs ([I23]). */
export const duplicates = resource({
  path: "/duplicates",
  noun: "pair of profiles",
  nouns: "pairs of profiles",
  tag: "duplicates",
  partOf: "profiles",
  id: rowNumber.pipe(duplicateIdSchema),
  view: duplicateViewSchema,
  list: {
    filters: filtersOf(duplicateTable),
    sorts: ["id", "score"],
    page: ({ read }, query) => listDuplicates(read, query),
    summary: "List the pairs of profiles that may be one person's, the likeliest first",
    description:
      "Without those dismissed, unless `filter[is_dismissed]` asks for them. A change is compared within two minutes. Nothing is merged by it: see POST /profiles/merge.",
  },
  read: ({ read }, id) => readDuplicate(read, id),
  change: {
    body: dismissBodySchema,
    write: ({ write, body }, id) =>
      write("dismissDuplicate", { id, isDismissed: body.is_dismissed }),
    summary: "Say that two profiles aren't one person's, or take that back",
  },
  show: async ({ read, now }, pairs) => {
    const viewOf = await viewsOf(
      read,
      pairs.flatMap(({ profileId, otherProfileId }) => [profileId, otherProfileId]),
      now,
    );
    return pairs.map((pair) =>
      duplicateView({
        ...pair,
        profile: viewOf(pair.profileId),
        otherProfile: viewOf(pair.otherProfileId),
      }),
    );
  },
  refusals: { duplicate_unknown: unknown("pair of profiles") },
});

/** `/profiles/{id}/duplicates`: profiles that may be the same person's (DOMAIN §3.8). */
export const addDuplicates = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/duplicates",
    scopes: ["read-profiles"],
    tag: "profiles",
    summary: "List the profiles that may be the same person's, the likeliest first",
    description:
      "A change is compared within two minutes. Nothing is merged by it: see POST /profiles/merge.",
    answer: one(z.array(duplicateOfViewSchema)),
    handle: async ({ read, now, profile }) => {
      const found = await findDuplicates(read, profile.id);
      const viewOf = await viewsOf(
        read,
        found.map(({ otherId }) => otherId),
        now,
      );
      return ok({
        data: found.map(({ pair, otherId }) =>
          duplicateOfView({ ...pair, profile: viewOf(otherId) }),
        ),
      });
    },
  });
};

const viewsOf = async (
  deps: ReadDeps,
  ids: readonly ProfileId[],
  now: Instant,
): Promise<(id: ProfileId) => ProfileView> => {
  const records = await readProfileRecords(deps, distinct(ids));
  const views = await profileViews(deps, records, now);
  const byId = new Map(views.map((view) => [view.id, view]));
  return (id) => assertDefined(byId.get(id), "a profile of the pair");
};
