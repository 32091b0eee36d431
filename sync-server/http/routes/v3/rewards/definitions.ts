import { z } from "zod";
import { definitionNumber } from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import {
  answerDeleted,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import {
  asMoment,
  asText,
  asWhole,
  type FilterTable,
  listQuerySchema,
  parseListQuery,
} from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  type DefinitionField,
  listDefinitions,
  readDefinitions,
} from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  newRewardDefinitionSchema,
  REWARD_DEFINITION_DEFAULTS,
  rewardDefinitionChangeSchema,
  rewardDefinitionExtraOf,
  rewardDefinitionFieldsOf,
} from "./definition-body.ts";
import { rewardDefinitionView, rewardDefinitionViewSchema } from "./definition-view.ts";
import { refuseDefinition } from "./refuse-definition.ts";

const docs = { tags: ["rewards"] };
const params = z.object({ id: definitionNumber });

/** By what definitions of either kind are listed. */
export const definitionFilters: FilterTable<DefinitionField> = {
  id: { field: "id", read: asWhole },
  handle: { field: "handle", read: asText },
  created_at: { field: "created_at", read: asMoment },
  updated_at: { field: "updated_at", read: asMoment },
};

/** `/rewards/definitions` (DOMAIN §6.2): versioned; a deleted one issues nothing any more. */
export const addRewardDefinitions = (app: V3App, deps: V3Deps): void => {
  const view = async (read: ReadDeps, id: DefinitionId) => {
    const [found] = await readDefinitions(read, "reward", [id]);
    return rewardDefinitionView(assertDefined(found, "what was just written"));
  };

  app.route({
    method: "GET",
    url: "/rewards/definitions",
    schema: {
      ...docs,
      summary: "List reward definitions",
      querystring: listQuerySchema,
      response: { 200: pageOf(rewardDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, definitionFilters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listDefinitions(read, "reward", asked.value.query);
      return envelopeOf(request, asked.value.page, { data: rows.map(rewardDefinitionView), total });
    },
  });

  app.route({
    method: "POST",
    url: "/rewards/definitions",
    schema: {
      ...docs,
      summary: "Create a reward definition",
      body: newRewardDefinitionSchema,
      response: { 201: one(rewardDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { name, handle, value: valueCents, type } = request.body;
      const fields = rewardDefinitionFieldsOf(request.body);
      const created = await write("createDefinition", {
        kind: "reward",
        body: { ...REWARD_DEFINITION_DEFAULTS, ...fields, name, handle, valueCents, type },
        extra: rewardDefinitionExtraOf(request.body),
      });
      if (!created.ok) return refuseDefinition(reply, created.error);
      return reply.code(201).send({ data: await view(read, created.value.id) });
    },
  });

  app.route({
    method: "GET",
    url: "/rewards/definitions/:id",
    schema: {
      ...docs,
      summary: "Read a reward definition",
      params,
      response: { 200: one(rewardDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const [found] = await readDefinitions(read, "reward", [request.params.id]);
      if (!found || found.deletedAt !== null) return refuseUnknown(reply, "definition");
      return { data: rewardDefinitionView(found) };
    },
  });

  app.route({
    method: "PUT",
    url: "/rewards/definitions/:id",
    schema: {
      ...docs,
      summary: "Change a reward definition into its next version",
      params,
      body: rewardDefinitionChangeSchema,
      response: { 200: one(rewardDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { id } = request.params;
      const updated = await write("updateDefinition", {
        kind: "reward",
        id,
        changes: rewardDefinitionFieldsOf(request.body),
        extra: rewardDefinitionExtraOf(request.body),
      });
      if (!updated.ok) return refuseDefinition(reply, updated.error);
      return { data: await view(read, id) };
    },
  });

  app.route({
    method: "DELETE",
    url: "/rewards/definitions/:id",
    schema: { ...docs, summary: "Take a reward definition out of use", params },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const deleted = await write("deleteDefinition", { kind: "reward", id: request.params.id });
      return deleted.ok ? answerDeleted(reply) : refuseDefinition(reply, deleted.error);
    },
  });
};
