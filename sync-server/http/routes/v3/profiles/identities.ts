import type { FastifyReply } from "fastify";
import { z } from "zod";
import { filled, flag, rowNumber } from "#shared/api/fields.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  answerDeleted,
  refuseField,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import {
  asFlag,
  asMoment,
  asText,
  asWhole,
  type FilterTable,
  listQuerySchema,
  parseListQuery,
} from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { IdentityRefusal } from "#sync-server/profile/identities.ts";
import { type IdentityField, listIdentities } from "#sync-server/storage/identity-list.ts";
import { type IdentityRecord, readIdentityRecords } from "#sync-server/storage/identity-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { identityView, identityViewSchema } from "./identity-view.ts";
import { profileParams, readLivingProfile } from "./living-profile.ts";

const docs = { tags: ["identities"] };

const filters: FilterTable<IdentityField> = {
  id: { field: "id", read: asWhole },
  profile_id: { field: "profile_id", read: asText },
  handle: { field: "handle", read: asText },
  identifier: { field: "identifier", read: asText },
  is_primary: { field: "is_primary", read: asFlag },
  is_active: { field: "is_active", read: asFlag },
  created_at: { field: "created_at", read: asMoment },
  updated_at: { field: "updated_at", read: asMoment },
};

const flags = { is_primary: flag.optional(), is_active: flag.optional() };
const changeSchema = z.object({ identifier: filled(190).optional(), ...flags });

/** An identity of a profile is named by its handle, or by its number where a handle is there twice. */
const byHandle = profileParams.extend({ handle: z.string().max(64) });
const byNumber = profileParams.extend({ id: rowNumber });

/** `/identities` and the identities of one profile (DOMAIN §3.4). */
export const addIdentities = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/identities",
    schema: {
      ...docs,
      summary: "List identities",
      querystring: listQuerySchema,
      response: { 200: pageOf(identityViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listIdentities(read, asked.value.query);
      return envelopeOf(request, asked.value.page, { data: rows.map(identityView), total });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/identities",
    schema: {
      ...docs,
      summary: "List the identities of a profile",
      params: profileParams,
      response: { 200: one(z.array(identityViewSchema)) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const identities = await readIdentityRecords(read, [profile.id]);
      return { data: identities.map(identityView) };
    },
  });

  app.route({
    method: "POST",
    url: "/profiles/:profile_id/identities",
    schema: {
      ...docs,
      summary: "Give a profile an identity",
      params: profileParams,
      body: z.object({ handle: filled(64), identifier: filled(190), ...flags }),
      response: { 201: one(identityViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const { handle, identifier, is_primary: isPrimary, is_active: isActive } = request.body;
      const profileId = profile.id;
      const added = await write("addIdentity", {
        profileId,
        handle,
        identifier,
        isPrimary,
        isActive,
      });
      if (!added.ok) return refuseIdentity(reply, added.error);
      return reply.code(201).send({ data: identityView(added.value) });
    },
  });

  const find = async (
    read: ReadDeps,
    params: { readonly profile_id: ProfileId; readonly handle?: string; readonly id?: number },
  ): Promise<IdentityRecord | null> => {
    const profile = await readLivingProfile(read, params.profile_id);
    const identities = profile ? await readIdentityRecords(read, [profile.id]) : [];
    const isMeant = (identity: IdentityRecord) =>
      params.id === undefined ? identity.handle === params.handle : identity.id === params.id;
    return identities.find(isMeant) ?? null;
  };

  for (const { url, params } of [
    { url: "/profiles/:profile_id/identities/:handle", params: byHandle },
    { url: "/profiles/:profile_id/identities/id/:id", params: byNumber },
  ]) {
    app.route({
      method: "GET",
      url,
      schema: {
        ...docs,
        summary: "Read an identity of a profile",
        params,
        response: { 200: one(identityViewSchema) },
      },
      handler: async (request, reply) => {
        const { read } = planeOf(deps, request);
        const identity = await find(read, request.params);
        return identity ? { data: identityView(identity) } : refuseUnknown(reply, "identity");
      },
    });

    app.route({
      method: "PUT",
      url,
      schema: {
        ...docs,
        summary: "Change an identity of a profile",
        params,
        body: changeSchema,
        response: { 200: one(identityViewSchema) },
      },
      handler: async (request, reply) => {
        const { read, write } = planeOf(deps, request);
        const identity = await find(read, request.params);
        if (!identity) return refuseUnknown(reply, "identity");
        const { identifier, is_primary: isPrimary, is_active: isActive } = request.body;
        const { profileId, id } = identity;
        const changed = await write("changeIdentity", {
          profileId,
          id,
          identifier,
          isPrimary,
          isActive,
        });
        if (!changed.ok) return refuseIdentity(reply, changed.error);
        return { data: identityView(changed.value) };
      },
    });

    app.route({
      method: "DELETE",
      url,
      schema: { ...docs, summary: "Take an identity from a profile", params },
      handler: async (request, reply) => {
        const { read, write } = planeOf(deps, request);
        const identity = await find(read, request.params);
        if (!identity) return refuseUnknown(reply, "identity");
        const { profileId, id } = identity;
        const deleted = await write("deleteIdentity", { profileId, id });
        return deleted.ok ? answerDeleted(reply) : refuseIdentity(reply, deleted.error);
      },
    });
  }
};

const refuseIdentity = (reply: FastifyReply, refusal: IdentityRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "profile_unknown":
      return refuseUnknown(reply, "profile");
    case "identity_unknown":
      return refuseUnknown(reply, "identity");
    case "too_many":
      return refuseField(reply, "identifier", "The profile has as many identities as it may have.");
    case "identity_taken":
      return refuseField(reply, "identifier", "The identifier has already been taken.", {
        profile: { id: refusal.holderId },
      });
    default:
      return unreachable(refusal);
  }
};
