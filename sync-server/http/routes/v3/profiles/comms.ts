import { commsBodySchema, commsView, commsViewSchema } from "#shared/api/comms.ts";
import { extraOf } from "#shared/api/fields.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { readAttributes } from "#sync-server/storage/attribute-store.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

/** `/profiles/{id}/attributes/comms`: what a profile allows, by channel (DOMAIN §3.5). */
export const comms = profileResource({
  path: "/attributes/comms",
  noun: "comms preferences",
  tag: "profiles",
  partOf: "profiles",
  view: commsViewSchema,
  read: async ({ profile }) => profile,
  change: {
    body: commsBodySchema,
    write: ({ write, profile, body }) => {
      const attributes = { comms: extraOf(body) };
      return write("updateProfile", { profileId: profile.id, changes: {}, attributes });
    },
    summary: "Change what a profile allows; omitted fields stay as they are",
  },
  show: async ({ read }, profiles) => {
    const ids = profiles.map((profile) => profile.id);
    const held = (await readAttributes(read, ids)).filter(({ kind }) => kind === "comms");
    return profiles.map((profile) =>
      commsView(
        profile,
        held.find((each) => each.profileId === profile.id),
      ),
    );
  },
  refusals: PROFILE_REFUSALS,
});
