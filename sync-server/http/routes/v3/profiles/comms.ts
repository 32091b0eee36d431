import { commsBodySchema, commsView, commsViewSchema } from "#shared/api/comms.ts";
import { one } from "#shared/api/envelope.ts";
import { extraOf } from "#shared/api/fields.ts";
import { ok } from "#shared/kernel/result.ts";
import { addProfileRoute, type ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { written } from "#sync-server/http/routes/v3/refusals.ts";
import { readAttributes } from "#sync-server/storage/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

const shared = {
  url: "/attributes/comms",
  tag: "profiles",
  answer: one(commsViewSchema),
};

/** `/profiles/{id}/attributes/comms`: what a profile allows (DOMAIN §3.5). */
export const addComms = (mount: ProfileMount): void => {
  addProfileRoute(mount, {
    ...shared,
    method: "GET",
    scopes: ["read-profiles"],
    summary: "Read what a profile allows, by channel",
    handle: async ({ read }, profile) => ok({ data: await commsOf(read, profile) }),
  });

  addProfileRoute(mount, {
    ...shared,
    method: "PUT",
    scopes: ["update-profiles"],
    summary: "Change what a profile allows; omitted fields stay as they are",
    body: commsBodySchema,
    handle: async ({ read, write, body }, profile) => {
      const attributes = { comms: extraOf(body) };
      const input = { profileId: profile.id, changes: {}, attributes };
      const updated = await write("updateProfile", input);
      return written(updated, (after) => commsOf(read, after), PROFILE_REFUSALS);
    },
  });
};

const commsOf = async (read: ReadDeps, profile: ProfileRecord) => {
  const attributes = await readAttributes(read, [profile.id]);
  return commsView(
    profile,
    attributes.find((attribute) => attribute.kind === "comms"),
  );
};
