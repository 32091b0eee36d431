import { Readable } from "node:stream";
import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { exportQuerySchema, profileExportSchema } from "#shared/api/profile/export.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import type { ProfileIdPlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  found,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { writing } from "#sync-server/http/routes/v3/write-call.ts";
import type { EraseRefusal } from "#sync-server/merging/erase-profile.ts";
import { exportHtml } from "#sync-server/merging/export-html.ts";
import { exportProfile } from "#sync-server/merging/export-profile.ts";
import type { RestoreRefusal } from "#sync-server/merging/restore-profile.ts";
import type { DeleteRefusal } from "#sync-server/profile/delete-profile.ts";
import { profileViews } from "./profile-view.ts";

const MERGED = ({ profileId }: { readonly profileId: string }) =>
  conflict("This profile was merged into another.", { profile: { id: profileId } });

const ERASE_REFUSALS: RefusalTable<EraseRefusal | DeleteRefusal> = {
  merged: MERGED,
  profile_unknown: unknown("profile"),
};

const RESTORE_REFUSALS: RefusalTable<RestoreRefusal> = {
  merged: MERGED,
  not_deleted: unknown("deleted profile"),
  contact_taken: ({ holderId }) =>
    conflict("Another profile has its email or mobile phone now.", { profile: { id: holderId } }),
};

/** `DELETE /profiles/{id}` (DOMAIN §3.8). */
export const addDeletion = (mount: Mount<ProfileIdPlane>): void =>
  addRoute(mount, {
    method: "DELETE",
    url: "",
    scopes: ["delete-profiles"],
    tag: "profiles",
    summary: "Hide a profile but keep its data",
    handle: async ({ write, profile }) => {
      const deleted = await write("deleteProfile", { profileId: profile.id });
      return deleted.ok ? ok(null) : err(byReason(ERASE_REFUSALS, deleted.error));
    },
  });

/** What undoes a deletion, and what can't be undone (DOMAIN §3.8). */
export const addErasure = (mount: Mount<ProfileIdPlane>): void => {
  addRoute(mount, {
    method: "POST",
    url: "/restore",
    scopes: ["read-profiles", "restore-profiles"],
    tag: "profiles",
    summary: "Bring a deleted profile back, with everything it had",
    body: z.object({}).optional(),
    answer: one(profileViewSchema),
    handle: async (call) => {
      const restored = await call.write("restoreProfile", { profileId: call.profile.id });
      if (!restored.ok) return err(byReason(RESTORE_REFUSALS, restored.error));
      const { read, now } = writing(call);
      return found((await profileViews(read, [restored.value], now))[0], "profile");
    },
  });

  addRoute(mount, {
    method: "GET",
    url: "/export",
    scopes: ["read-profiles", "export-profiles"],
    tag: "profiles",
    summary: "Export everything that is held about a person, to answer an access request",
    description: "`format=html` answers with a page to read. Others are named by their ids alone.",
    query: exportQuerySchema,
    answer: one(profileExportSchema),
    handle: async ({ read, query, profile, reply }) => {
      const exported = await exportProfile(read, profile.id);
      if (!exported.ok) return err(unknown("profile"));
      const { profileId, records } = exported.value;
      const { format = "json" } = query;
      switch (format) {
        case "json":
          return ok({ data: { profile_id: profileId, records } });
        case "html":
          reply.type("text/html; charset=utf-8");
          reply.header("content-disposition", `attachment; filename="${profileId}.html"`);
          return ok(Readable.from([exportHtml(exported.value)]));
        default:
          return unreachable(format);
      }
    },
  });

  addRoute(mount, {
    method: "DELETE",
    url: "/personal-data",
    scopes: ["purge-profiles"],
    tag: "profiles",
    summary: "Erase who a profile is, for good, but keep the record of what happened",
    handle: async ({ write, profile }) => {
      const input = { profileId: profile.id, kind: "depersonalise" } as const;
      const erased = await write("eraseProfile", input);
      return erased.ok ? ok(null) : err(byReason(ERASE_REFUSALS, erased.error));
    },
  });

  addRoute(mount, {
    method: "DELETE",
    url: "/purge",
    scopes: ["purge-profiles"],
    tag: "profiles",
    summary: "Erase all that is held about a person, for good",
    description: "What it held ends. The ledger keeps its entries, under the id alone.",
    handle: async ({ write, profile }) => {
      const erased = await write("eraseProfile", { profileId: profile.id, kind: "purge" });
      return erased.ok ? ok(null) : err(byReason(ERASE_REFUSALS, erased.error));
    },
  });
};
