import { extraOf } from "#shared/api/fields.ts";
import { refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { one } from "#sync-server/http/routes/v3/envelope.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readAttributes } from "#sync-server/storage/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type CommsView, commsBodySchema, commsView, commsViewSchema } from "./comms-fields.ts";
import { profileParams, readLivingProfile } from "./living-profile.ts";
import { refuseProfile } from "./profile-errors.ts";

const docs = { tags: ["profiles"] };

/** `/profiles/{id}/attributes/comms`: what a profile allows (DOMAIN §3.5). */
export const addComms = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/profiles/:profile_id/attributes/comms",
    schema: {
      ...docs,
      summary: "Read what a profile allows, by channel",
      params: profileParams,
      response: { 200: one(commsViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      return { data: await commsOf(read, profile) };
    },
  });

  app.route({
    method: "PUT",
    url: "/profiles/:profile_id/attributes/comms",
    schema: {
      ...docs,
      summary: "Change what a profile allows; fields that are not sent stay",
      params: profileParams,
      body: commsBodySchema,
      response: { 200: one(commsViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const updated = await write("updateProfile", {
        profileId: profile.id,
        changes: {},
        attributes: { comms: extraOf(request.body) },
      });
      if (!updated.ok) return refuseProfile(reply, updated.error);
      return { data: await commsOf(read, updated.value) };
    },
  });
};

const commsOf = async (read: ReadDeps, profile: ProfileRecord): Promise<CommsView> => {
  const attributes = await readAttributes(read, [profile.id]);
  return commsView(
    profile,
    attributes.find((attribute) => attribute.kind === "comms"),
  );
};
