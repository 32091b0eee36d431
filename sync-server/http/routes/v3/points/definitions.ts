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
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import { definitionFilters } from "#sync-server/http/routes/v3/rewards/definitions.ts";
import { refuseDefinition } from "#sync-server/http/routes/v3/rewards/refuse-definition.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listDefinitions, readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  newPointDefinitionSchema,
  POINT_DEFINITION_DEFAULTS,
  pointDefinitionChangeSchema,
  pointDefinitionExtraOf,
  pointDefinitionFieldsOf,
} from "./definition-body.ts";
import { pointDefinitionView, pointDefinitionViewSchema } from "./definition-view.ts";

const docs = { tags: ["points"] };
const params = z.object({ id: definitionNumber });

/** `/points/definitions` (DOMAIN §7.2), each with its one rate: versioned; a deleted one earns nothing any more. */
export const addPointDefinitions = (app: V3App, deps: V3Deps): void => {
  const view = async (read: ReadDeps, id: DefinitionId) => {
    const [found] = await readDefinitions(read, "point", [id]);
    return pointDefinitionView(assertDefined(found, "what was just written"));
  };

  app.route({
    method: "GET",
    url: "/points/definitions",
    schema: {
      ...docs,
      summary: "List point definitions",
      querystring: listQuerySchema,
      response: { 200: pageOf(pointDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, definitionFilters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listDefinitions(read, "point", asked.value.query);
      return envelopeOf(request, asked.value.page, { data: rows.map(pointDefinitionView), total });
    },
  });

  app.route({
    method: "POST",
    url: "/points/definitions",
    schema: {
      ...docs,
      summary: "Create a point definition",
      body: newPointDefinitionSchema,
      response: { 201: one(pointDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { name, handle } = request.body;
      const fields = pointDefinitionFieldsOf(request.body);
      const created = await write("createDefinition", {
        kind: "point",
        body: { ...POINT_DEFINITION_DEFAULTS, ...fields, name, handle },
        extra: pointDefinitionExtraOf(request.body),
      });
      if (!created.ok) return refuseDefinition(reply, created.error);
      return reply.code(201).send({ data: await view(read, created.value.id) });
    },
  });

  app.route({
    method: "GET",
    url: "/points/definitions/:id",
    schema: {
      ...docs,
      summary: "Read a point definition",
      params,
      response: { 200: one(pointDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const [found] = await readDefinitions(read, "point", [request.params.id]);
      if (!found || found.deletedAt !== null) return refuseUnknown(reply, "definition");
      return { data: pointDefinitionView(found) };
    },
  });

  app.route({
    method: "PUT",
    url: "/points/definitions/:id",
    schema: {
      ...docs,
      summary: "Change a point definition into its next version",
      params,
      body: pointDefinitionChangeSchema,
      response: { 200: one(pointDefinitionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { id } = request.params;
      const updated = await write("updateDefinition", {
        kind: "point",
        id,
        changes: pointDefinitionFieldsOf(request.body),
        extra: pointDefinitionExtraOf(request.body),
      });
      if (!updated.ok) return refuseDefinition(reply, updated.error);
      return { data: await view(read, id) };
    },
  });

  app.route({
    method: "DELETE",
    url: "/points/definitions/:id",
    schema: { ...docs, summary: "Take a point definition out of use", params },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const deleted = await write("deleteDefinition", { kind: "point", id: request.params.id });
      return deleted.ok ? answerDeleted(reply) : refuseDefinition(reply, deleted.error);
    },
  });
};
