import { z } from "zod";
import {
  definitionNumber,
  filled,
  freeJson,
  moment,
  orNull,
  profileUuid,
  rowNumber,
  textOrNull,
  wholeNumber,
} from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { commandIdOf } from "#sync-server/http/routes/v3/idempotency-key.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import {
  profileParams,
  readLivingProfile,
} from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import { lotFilters } from "#sync-server/http/routes/v3/rewards/lot-filters.ts";
import { lotExtraOf } from "#sync-server/http/routes/v3/rewards/reward-body.ts";
import { refuseLot } from "#sync-server/http/routes/v3/rewards/reward-errors.ts";
import {
  type Plane,
  planeOf,
  type V3App,
  type V3Deps,
} from "#sync-server/http/routes/v3/v3-deps.ts";
import { listLots, readLotRecord } from "#sync-server/storage/lot-record-store.ts";
import { pointViewSchema, pointViews } from "./point-view.ts";

const docs = { tags: ["points"] };
const params = z.object({ id: rowNumber });
const filters = lotFilters("point");

/** The most points that are issued at once. */
const POINTS_MAX = 1_000_000_000;
const points = wholeNumber.pipe(z.int().max(POINTS_MAX));

/** Points to be issued by hand (DOMAIN §7.2): for whom, by which definition, how many. */
const newPointsSchema = z
  .object({
    profile_id: profileUuid,
    point_definition_id: definitionNumber.optional(),
    point_definition_handle: filled(100).optional(),
    value_initial: points,
    value_remaining: orNull(points).optional(),
    issued_at: orNull(moment).optional(),
    expires_at: orNull(moment).optional(),
    description: textOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
  })
  .refine(
    (body) => body.point_definition_id !== undefined || body.point_definition_handle !== undefined,
    { path: ["point_definition_id"], message: "is required" },
  );

/** `/points` and the points of one profile. */
export const addPoints = (app: V3App, deps: V3Deps): void => {
  const view = async ({ read, now }: Plane, id: number) => {
    const lot = await readLotRecord(read, "point", id);
    return lot ? ((await pointViews(read, [lot], now))[0] ?? null) : null;
  };

  app.route({
    method: "GET",
    url: "/points",
    schema: {
      ...docs,
      summary: "List points",
      querystring: listQuerySchema,
      response: { 200: pageOf(pointViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLots(read, "point", asked.value.query);
      const data = await pointViews(read, rows, now);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "POST",
    url: "/points",
    schema: {
      ...docs,
      summary: "Issue points",
      body: newPointsSchema,
      response: { 201: one(pointViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const { body } = request;
      const commandId = commandIdOf(request, "issue_points");
      if (!commandId.ok) return refuseFields(reply, commandId.error);
      const profile = await readLivingProfile(plane.read, body.profile_id);
      const { point_definition_id: id, point_definition_handle: handle } = body;
      const issued = await plane.write("issuePoints", {
        profileId: profile?.id ?? body.profile_id,
        definition: id === undefined ? { handle: handle ?? "" } : { id },
        points: body.value_initial,
        remaining: body.value_remaining ?? null,
        issuedAt: body.issued_at ?? null,
        ...(body.expires_at === undefined ? {} : { expiresAt: body.expires_at }),
        extra: lotExtraOf(body),
        commandId: commandId.value,
      });
      if (!issued.ok) return refuseLot(reply, issued.error, "point");
      const data = assertDefined(await view(plane, issued.value.number), "what was just issued");
      return reply.code(201).send({ data });
    },
  });

  app.route({
    method: "GET",
    url: "/points/:id",
    schema: { ...docs, summary: "Read points", params, response: { 200: one(pointViewSchema) } },
    handler: async (request, reply) => {
      const data = await view(planeOf(deps, request), request.params.id);
      return data ? { data } : refuseUnknown(reply, "point");
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/points",
    schema: {
      ...docs,
      summary: "List the points of a profile",
      params: profileParams,
      querystring: listQuerySchema,
      response: { 200: pageOf(pointViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLots(read, "point", asked.value.query, profile.id);
      const data = await pointViews(read, rows, now);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/points/:id",
    schema: {
      ...docs,
      summary: "Read points of a profile",
      params: profileParams.extend(params.shape),
      response: { 200: one(pointViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const profile = await readLivingProfile(plane.read, request.params.profile_id);
      const data = profile && (await view(plane, request.params.id));
      return data && data.profile_id === profile.id
        ? { data }
        : refuseUnknown(reply, "point of this profile");
    },
  });
};
