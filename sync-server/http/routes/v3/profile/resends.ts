import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { moment } from "#shared/api/fields.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { profileViews } from "./profile-view.ts";

/** `GET /profiles/{id}/resync`: a profile, which is sent again to those who follow events. */
export const resync = profileResource({
  path: "/resync",
  noun: "profile, and send it again to those who follow events",
  tag: "profiles",
  partOf: "profiles",
  view: profileViewSchema,
  read: async ({ write, profile }: ProfilePlane) => {
    const sent = await write("resendProfile", { profileId: profile.id });
    return sent.ok ? profile : null;
  },
  show: ({ read, now }, rows: readonly ProfileRecord[]) => profileViews(read, rows, now),
});

const NOT_YET = { not_yet: invalid("updated_at", "The updated at must be before tomorrow.") };

/** `POST /profiles/sync`: every profile that has changed since is sent again, in the background. */
export const addSync = (mount: Mount): void =>
  addRoute(mount, {
    method: "POST",
    url: "/profiles/sync",
    scopes: ["read-profiles", "update-profiles"],
    tag: "profiles",
    summary: "Send every profile that has changed since a time again to those who follow events",
    body: z.object({ updated_at: moment }),
    answer: one(z.object({ updated_at: z.string() })),
    handle: async ({ write, body }) => {
      const asked = await write("resendProfiles", { since: body.updated_at });
      return asked.ok
        ? ok({ data: { updated_at: formatV3(asked.value.since) } })
        : err(byReason(NOT_YET, asked.error));
    },
  });
