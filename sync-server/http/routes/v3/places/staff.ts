import type { FastifyReply } from "fastify";
import { v7 } from "uuid";
import { z } from "zod";
import { unreachable } from "#shared/kernel/assert.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { hashPin } from "#sync-server/clienteling/hash-pin.ts";
import type { StaffRefusal } from "#sync-server/clienteling/save-staff.ts";
import { refuseField, refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import { filled, flag, locationNumber, staffUuid } from "#sync-server/http/routes/v3/fields.ts";
import { listQuerySchema, parseListQuery } from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { findStaff, listStaff, type StaffRecord } from "#sync-server/storage/staff-store.ts";

const docs = { tags: ["staff"] };
const params = z.object({ id: staffUuid });

export const staffViewSchema = z.object({
  id: z.string(),
  full_name: z.string(),
  staff_number: z.string(),
  location_ids: z.array(z.int()),
  is_active: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});

const pin = z.string().regex(/^\d{4,12}$/, "must be 4 to 12 digits");
const fields = {
  full_name: filled(200),
  staff_number: filled(40),
  pin,
  location_ids: z.array(locationNumber).max(200),
  is_active: flag,
};
const newStaffSchema = z.object({
  full_name: fields.full_name,
  staff_number: fields.staff_number,
  pin: fields.pin,
  location_ids: fields.location_ids.optional(),
  is_active: fields.is_active.optional(),
});
const staffChangeSchema = z.object(fields).partial();

/** `/staff` (DOMAIN §14.7): who signs in on the devices of which locations. A PIN is never shown. */
export const addStaff = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/staff",
    schema: {
      ...docs,
      summary: "List the staff",
      querystring: listQuerySchema,
      response: { 200: pageOf(staffViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, {});
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { staff, total } = await listStaff(read, asked.value.query);
      return envelopeOf(request, asked.value.page, { data: staff.map(staffView), total });
    },
  });

  app.route({
    method: "POST",
    url: "/staff",
    schema: {
      ...docs,
      summary: "Create a member of staff",
      body: newStaffSchema,
      response: { 201: one(staffViewSchema) },
    },
    handler: async (request, reply) => {
      const { now, write } = planeOf(deps, request);
      const { body } = request;
      const staff = {
        id: staffIdSchema.parse(v7()),
        name: body.full_name,
        staffNumber: body.staff_number,
        locationIds: [...new Set(body.location_ids ?? [])],
        isActive: body.is_active ?? true,
        pinHash: await hashPin(body.pin),
      };
      const saved = await write("saveStaff", staff);
      if (!saved.ok) return refuseStaff(reply, saved.error);
      const data = staffView({ ...staff, createdAt: now, updatedAt: now });
      return reply.code(201).send({ data });
    },
  });

  app.route({
    method: "GET",
    url: "/staff/:id",
    schema: {
      ...docs,
      summary: "Read a member of staff",
      params,
      response: { 200: one(staffViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const staff = await findStaff(read, request.params.id);
      return staff ? { data: staffView(staff) } : refuseUnknown(reply, "member of staff");
    },
  });

  app.route({
    method: "PUT",
    url: "/staff/:id",
    schema: {
      ...docs,
      summary: "Change a member of staff",
      params,
      body: staffChangeSchema,
      response: { 200: one(staffViewSchema) },
    },
    handler: async (request, reply) => {
      const { read, now, write } = planeOf(deps, request);
      const { body } = request;
      const before = await findStaff(read, request.params.id);
      if (!before) return refuseUnknown(reply, "member of staff");
      const after = {
        id: before.id,
        name: body.full_name ?? before.name,
        staffNumber: body.staff_number ?? before.staffNumber,
        locationIds: body.location_ids ? [...new Set(body.location_ids)] : before.locationIds,
        isActive: body.is_active ?? before.isActive,
        pinHash: body.pin === undefined ? before.pinHash : await hashPin(body.pin),
      };
      const saved = await write("saveStaff", after);
      if (!saved.ok) return refuseStaff(reply, saved.error);
      return { data: staffView({ ...after, createdAt: before.createdAt, updatedAt: now }) };
    },
  });
};

const staffView = (staff: StaffRecord) => ({
  id: staff.id,
  full_name: staff.name,
  staff_number: staff.staffNumber,
  location_ids: [...staff.locationIds],
  is_active: staff.isActive,
  created_at: formatV3(staff.createdAt),
  updated_at: formatV3(staff.updatedAt),
});

const refuseStaff = (reply: FastifyReply, refusal: StaffRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "staff_number_taken":
      return refuseField(reply, "staff_number", "The staff number has already been taken.");
    case "location_unknown":
      return refuseField(reply, `location_ids.${refusal.index}`, "There is no such location.");
    default:
      return unreachable(refusal);
  }
};
