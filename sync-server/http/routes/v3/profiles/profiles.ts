import { v7 } from "uuid";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import {
  answerDeleted,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listProfiles } from "#sync-server/storage/profile-list.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { localisedBalances, localisedBalancesSchema } from "./balances-view.ts";
import { profileParams, readLivingProfile } from "./living-profile.ts";
import {
  attributesOf,
  detailsOf,
  extraOfBody,
  findLocationOf,
  identitiesOf,
  NO_DETAILS,
  profileBodySchema,
} from "./profile-body.ts";
import { refuseProfile } from "./profile-errors.ts";
import { profileFilters } from "./profile-filters.ts";
import { balancesOfView, profileViewOf, profileViewSchema, profileViews } from "./profile-view.ts";

const docs = { tags: ["profiles"] };

/** `/profiles`: the list, one profile, and what each holds. */
export const addProfiles = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/profiles",
    schema: {
      ...docs,
      summary: "List profiles",
      querystring: listQuerySchema,
      response: { 200: pageOf(profileViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const tenant = await readTenant(read);
      const filters = profileFilters(tenant?.country ?? "");
      const asked = parseListQuery(request.query, filters, { canSearch: true });
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listProfiles(read, asked.value.query);
      const data = await profileViews(read, rows, now);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "POST",
    url: "/profiles",
    schema: {
      ...docs,
      summary: "Create a profile",
      body: profileBodySchema,
      response: { 201: one(profileViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now, write } = planeOf(deps, request);
      const { body } = request;
      const joined = await findLocationOf(read, body, "joined");
      if (!joined.ok) return refuseFields(reply, joined.errors);
      const preferred = await findLocationOf(read, body, "preferred");
      if (!preferred.ok) return refuseFields(reply, preferred.errors);
      const attributes = attributesOf(body);
      const created = await write("createProfile", {
        profileId: profileIdSchema.parse(v7()),
        details: { ...NO_DETAILS, ...detailsOf(body) },
        identities: identitiesOf(body),
        profileType: body.profile_type ?? "active",
        tags: body.tags ?? [],
        joinedAt: body.joined_at ?? now,
        joinedLocationId: joined.id ?? null,
        joinedStaffId: body.joined_staff_id ?? null,
        ...(preferred.id === undefined ? {} : { preferredLocationId: preferred.id }),
        ...(attributes === undefined ? {} : { attributes }),
        extra: extraOfBody(body),
      });
      if (!created.ok) return refuseProfile(reply, created.error);
      const data = await profileViewOf(read, created.value, now);
      return reply.code(201).send({ data });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id",
    schema: {
      ...docs,
      summary: "Read a profile",
      params: profileParams,
      response: { 200: one(profileViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const data = await profileViewOf(read, profile, now);
      return { data };
    },
  });

  app.route({
    method: "PUT",
    url: "/profiles/:profile_id",
    schema: {
      ...docs,
      summary: "Change a profile",
      params: profileParams,
      body: profileBodySchema,
      response: { 200: one(profileViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now, write } = planeOf(deps, request);
      const { body } = request;
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const joined = await findLocationOf(read, body, "joined");
      if (!joined.ok) return refuseFields(reply, joined.errors);
      const preferred = await findLocationOf(read, body, "preferred");
      if (!preferred.ok) return refuseFields(reply, preferred.errors);
      const attributes = attributesOf(body);
      const updated = await write("updateProfile", {
        profileId: profile.id,
        changes: detailsOf(body),
        identities: identitiesOf(body),
        ...(body.profile_type === undefined ? {} : { profileType: body.profile_type }),
        ...(body.tags === undefined ? {} : { tags: body.tags }),
        ...(body.joined_at === undefined ? {} : { joinedAt: body.joined_at }),
        ...(joined.id === undefined ? {} : { joinedLocationId: joined.id }),
        ...(preferred.id === undefined ? {} : { preferredLocationId: preferred.id }),
        ...(attributes === undefined ? {} : { attributes }),
        extra: extraOfBody(body),
      });
      if (!updated.ok) return refuseProfile(reply, updated.error);
      const data = await profileViewOf(read, updated.value, now);
      return { data };
    },
  });

  app.route({
    method: "DELETE",
    url: "/profiles/:profile_id",
    schema: { ...docs, summary: "Hide a profile; its data is kept", params: profileParams },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const deleted = await write("deleteProfile", { profileId: profile.id });
      return deleted.ok ? answerDeleted(reply) : refuseUnknown(reply, "profile");
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/balances",
    schema: {
      ...docs,
      summary: "Read what a profile holds now",
      params: profileParams,
      response: { 200: one(localisedBalancesSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const balances = await balancesOfView(read, profile.id, now);
      return { data: localisedBalances(balances, await readTenant(read)) };
    },
  });
};
