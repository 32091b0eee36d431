import type { FastifyReply } from "fastify";
import { z } from "zod";
import { unreachable } from "#shared/kernel/assert.ts";
import { definedFields } from "#shared/kernel/object.ts";
import type { LocationRefusal } from "#sync-server/clienteling/locations.ts";
import {
  answerDeleted,
  refuseConflict,
  refuseField,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import {
  filled,
  flag,
  letters,
  locationNumber,
  textOrNull,
  timezone,
} from "#sync-server/http/routes/v3/fields.ts";
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
import { type LocationField, listLocations } from "#sync-server/storage/location-list.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";
import { locationView, locationViewSchema } from "./location-view.ts";

const docs = { tags: ["locations"] };
const params = z.object({ id: locationNumber });

const filters: FilterTable<LocationField> = {
  id: { field: "id", read: asWhole },
  name: { field: "name", read: asText },
  type: { field: "type", read: asText },
  external_id: { field: "external_id", read: asText },
  external_code: { field: "external_code", read: asText },
  country: { field: "country", read: (text) => text.trim().toUpperCase() },
  region: { field: "region", read: asText },
  timezone: { field: "timezone", read: asText },
  is_published: { field: "is_published", read: asFlag },
  is_permanently_closed: { field: "is_permanently_closed", read: asFlag },
  created_at: { field: "created_at", read: asMoment },
  updated_at: { field: "updated_at", read: asMoment },
};

const optionalFields = {
  type: textOrNull(64).optional(),
  description: textOrNull(2000).optional(),
  phone: textOrNull(40).optional(),
  email: textOrNull(254).optional(),
  external_code: textOrNull(100).optional(),
  timezone: timezone.optional(),
  country: letters(2).optional(),
  /** Ours: devices of one region hold one another's profiles. */
  region: filled(64).optional(),
  is_published: flag.optional(),
  is_permanently_closed: flag.optional(),
};
const newLocationSchema = z.object({
  name: filled(200),
  external_id: textOrNull(100).optional(),
  ...optionalFields,
});
const locationChangeSchema = z.object({
  name: filled(200).optional(),
  external_id: filled(100).optional(),
  ...optionalFields,
});
type LocationChange = z.infer<typeof locationChangeSchema>;

/** `/locations` (DOMAIN §14.1). */
export const addLocations = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/locations",
    schema: {
      ...docs,
      summary: "List locations",
      querystring: listQuerySchema,
      response: { 200: pageOf(locationViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listLocations(read, asked.value.query);
      return envelopeOf(request, asked.value.page, { data: rows.map(locationView), total });
    },
  });

  app.route({
    method: "POST",
    url: "/locations",
    schema: {
      ...docs,
      summary: "Create a location",
      body: newLocationSchema,
      response: { 201: one(locationViewSchema) },
    },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const { body } = request;
      const created = await write("createLocation", {
        name: body.name,
        externalId: body.external_id ?? null,
        externalCode: body.external_code ?? null,
        type: body.type ?? null,
        description: body.description ?? null,
        phone: body.phone ?? null,
        email: body.email ?? null,
        timezone: body.timezone ?? null,
        country: body.country ?? null,
        region: body.region ?? null,
        isPublished: body.is_published ?? true,
        isPermanentlyClosed: body.is_permanently_closed ?? false,
      });
      if (!created.ok) return refuseLocation(reply, created.error);
      return reply.code(201).send({ data: locationView(created.value) });
    },
  });

  app.route({
    method: "GET",
    url: "/locations/:id",
    schema: {
      ...docs,
      summary: "Read a location",
      params,
      response: { 200: one(locationViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const location = await readLocationRecord(read, request.params.id);
      return location ? { data: locationView(location) } : refuseUnknown(reply, "location");
    },
  });

  app.route({
    method: "PUT",
    url: "/locations/:id",
    schema: {
      ...docs,
      summary: "Change a location",
      params,
      body: locationChangeSchema,
      response: { 200: one(locationViewSchema) },
    },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const changes = changesOf(request.body);
      const updated = await write("updateLocation", { id: request.params.id, changes });
      if (!updated.ok) return refuseLocation(reply, updated.error);
      return { data: locationView(updated.value) };
    },
  });

  app.route({
    method: "DELETE",
    url: "/locations/:id",
    schema: { ...docs, summary: "Delete a location that nothing names", params },
    handler: async (request, reply) => {
      const { write } = planeOf(deps, request);
      const deleted = await write("deleteLocation", { id: request.params.id });
      return deleted.ok ? answerDeleted(reply) : refuseLocation(reply, deleted.error);
    },
  });
};

const changesOf = (body: LocationChange) =>
  definedFields({
    name: body.name,
    externalId: body.external_id,
    externalCode: body.external_code,
    type: body.type,
    description: body.description,
    phone: body.phone,
    email: body.email,
    timezone: body.timezone,
    country: body.country,
    region: body.region,
    isPublished: body.is_published,
    isPermanentlyClosed: body.is_permanently_closed,
  });

const refuseLocation = (reply: FastifyReply, refusal: LocationRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "location_unknown":
      return refuseUnknown(reply, "location");
    case "external_id_taken":
      return refuseField(reply, "external_id", "The external id has already been taken.");
    case "region_in_use":
      return refuseField(
        reply,
        "region",
        "The region cannot be changed: profiles belong to this location, and devices of its region hold them.",
      );
    case "in_use":
      return refuseConflict(
        reply,
        "It cannot be deleted: profiles, transactions, staff or devices name it. Set is_permanently_closed instead.",
      );
    default:
      return unreachable(refusal);
  }
};
