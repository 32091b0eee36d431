import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { duplicateViewSchema } from "#shared/api/profile/duplicate.ts";
import { ok } from "#shared/kernel/result.ts";
import type { ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { addRoute } from "#sync-server/http/routes/v3/route.ts";
import { findDuplicates } from "#sync-server/profile/find-duplicates.ts";
import { profileViews } from "./profile-view.ts";

/** `/profiles/{id}/duplicates`: profiles that may be the same person's (DOMAIN §3.8). */
export const addDuplicates = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/duplicates",
    scopes: ["read-profiles"],
    tag: "profiles",
    summary: "List the profiles that may be the same person's, the likeliest first",
    description: "Nothing is merged by it: see POST /profiles/merge.",
    answer: one(z.array(duplicateViewSchema)),
    handle: async ({ read, now, profile }) => {
      const found = await findDuplicates(read, profile);
      const views = await profileViews(
        read,
        found.map((each) => each.profile),
        now,
      );
      return ok({
        data: found.flatMap(({ points, reasons }, index) => {
          const view = views[index];
          return view ? [{ profile: view, score: points, reasons: [...reasons] }] : [];
        }),
      });
    },
  });
};
