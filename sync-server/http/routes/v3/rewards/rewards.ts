import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import {
  answerDeleted,
  refuseField,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { commandIdOf } from "#sync-server/http/routes/v3/idempotency-key.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import {
  profileParams,
  readLivingProfile,
} from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import {
  type Plane,
  planeOf,
  type V3App,
  type V3Deps,
} from "#sync-server/http/routes/v3/v3-deps.ts";
import { listLots, readLotRecord } from "#sync-server/storage/lot-record-store.ts";
import { lotFilters } from "./lot-filters.ts";
import { lotExtraOf, newRewardSchema, rewardChangeSchema } from "./reward-body.ts";
import { refuseLot } from "./reward-errors.ts";
import { rewardViewSchema, rewardViews } from "./reward-view.ts";

const docs = { tags: ["rewards"] };
const params = z.object({ id: rowNumber });
const filters = lotFilters("reward");

/** `/rewards` and the rewards of one profile (DOMAIN §6.3, §6.4). */
export const addRewards = (app: V3App, deps: V3Deps): void => {
  const view = async ({ read, now }: Plane, id: number) => {
    const lot = await readLotRecord(read, "reward", id);
    return lot ? ((await rewardViews(read, [lot], now))[0] ?? null) : null;
  };

  app.route({
    method: "GET",
    url: "/rewards",
    schema: {
      ...docs,
      summary: "List rewards",
      querystring: listQuerySchema,
      response: { 200: pageOf(rewardViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLots(read, "reward", asked.value.query);
      const data = await rewardViews(read, rows, now);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "POST",
    url: "/rewards",
    schema: {
      ...docs,
      summary: "Issue a reward",
      body: newRewardSchema,
      response: { 201: one(rewardViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const { body } = request;
      const commandId = commandIdOf(request, "issue_reward");
      if (!commandId.ok) return refuseFields(reply, commandId.error);
      const profile = await readLivingProfile(plane.read, body.profile_id);
      const { reward_definition_id: id, reward_definition_handle: handle } = body;
      const issued = await plane.write("issueReward", {
        profileId: profile?.id ?? body.profile_id,
        definition: id === undefined ? { handle: handle ?? "" } : { id },
        valueCents: body.value_initial ?? null,
        remainingCents: body.value_remaining ?? null,
        issuedAt: body.issued_at ?? null,
        ...(body.expires_at === undefined ? {} : { expiresAt: body.expires_at }),
        timezone: body.timezone ?? null,
        externalId: body.external_id ?? null,
        extra: lotExtraOf(body),
        commandId: commandId.value,
      });
      if (!issued.ok) return refuseLot(reply, issued.error, "reward");
      const data = assertDefined(await view(plane, issued.value.number), "what was just issued");
      return reply.code(201).send({ data });
    },
  });

  app.route({
    method: "GET",
    url: "/rewards/:id",
    schema: { ...docs, summary: "Read a reward", params, response: { 200: one(rewardViewSchema) } },
    handler: async (request, reply) => {
      const data = await view(planeOf(deps, request), request.params.id);
      return data ? { data } : refuseUnknown(reply, "reward");
    },
  });

  app.route({
    method: "PUT",
    url: "/rewards/:id",
    schema: {
      ...docs,
      summary: "Change what remains of a reward, or when it expires",
      params,
      body: rewardChangeSchema,
      response: { 200: one(rewardViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const { body } = request;
      const { id } = request.params;
      const lot = await readLotRecord(plane.read, "reward", id);
      if (body.value_initial !== undefined && lot && body.value_initial !== lot.initial) {
        return refuseField(
          reply,
          "value_initial",
          "What was issued cannot be changed; change value_remaining, or issue another reward.",
        );
      }
      const changed = await plane.write("changeReward", {
        number: id,
        remainingCents: body.value_remaining,
        expiresAt: body.expires_at,
        extra: lotExtraOf(body),
      });
      if (!changed.ok) return refuseLot(reply, changed.error, "reward");
      return { data: assertDefined(await view(plane, id), "what was just changed") };
    },
  });

  app.route({
    method: "DELETE",
    url: "/rewards/:id",
    schema: { ...docs, summary: "Take away what remains of a reward", params },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const { id } = request.params;
      const changed = await write("changeReward", {
        number: id,
        remainingCents: cents(0),
        extra: {},
      });
      return changed.ok ? answerDeleted(reply) : refuseLot(reply, changed.error, "reward");
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/rewards",
    schema: {
      ...docs,
      summary: "List the rewards of a profile",
      params: profileParams,
      querystring: listQuerySchema,
      response: { 200: pageOf(rewardViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now } = planeOf(deps, request);
      const profile = await readLivingProfile(read, request.params.profile_id);
      if (!profile) return refuseUnknown(reply, "profile");
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLots(read, "reward", asked.value.query, profile.id);
      const data = await rewardViews(read, rows, now);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "GET",
    url: "/profiles/:profile_id/rewards/:id",
    schema: {
      ...docs,
      summary: "Read a reward of a profile",
      params: profileParams.extend(params.shape),
      response: { 200: one(rewardViewSchema) },
    },
    handler: async (request, reply) => {
      const plane = planeOf(deps, request);
      const profile = await readLivingProfile(plane.read, request.params.profile_id);
      const data = profile && (await view(plane, request.params.id));
      return data && data.profile_id === profile.id
        ? { data }
        : refuseUnknown(reply, "reward of this profile");
    },
  });
};
