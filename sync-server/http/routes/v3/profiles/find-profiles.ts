import { z } from "zod";
import { filled, textOrNull } from "#shared/api/fields.ts";
import { normaliseEmail, normalisePhone } from "#shared/profile/contact.ts";
import { refuseField, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { one } from "#sync-server/http/routes/v3/envelope.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { findProfile, PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { findIdentitiesByIdentifier } from "#sync-server/storage/identity-store.ts";
import { findProfileByContact, readProfileRecords } from "#sync-server/storage/profile-store.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { readLivingProfile } from "./living-profile.ts";
import { profileViewSchema, profileViews } from "./profile-view.ts";

const docs = { tags: ["profiles"] };

const availabilitySchema = z
  .object({ available: z.boolean(), profile: z.object({ id: z.string() }).nullable() })
  .nullable();

/** Identifiers are seldom anybody's twice; whoever has more is given the first. */
const FOUND_MAX = 50;

/** The ways to find one profile by what somebody shows or says (DOMAIN §3.3, §3.12). */
export const addFindProfiles = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "POST",
    url: "/profiles/availability",
    schema: {
      ...docs,
      summary: "Ask whether an e-mail or a mobile phone is free",
      body: z.object({ email: textOrNull(254), mobile_phone: textOrNull(40) }).partial(),
      response: {
        200: one(z.object({ email: availabilitySchema, mobile_phone: availabilitySchema })),
      },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const { email, mobile_phone: phone } = request.body;
      if (!email && !phone) {
        return refuseField(reply, "email", "The email or the mobile phone field is required.");
      }
      const country = (await readTenant(read))?.country ?? "";
      const normalEmail = email ? normaliseEmail(email) : null;
      if (email && normalEmail === null) {
        return refuseField(reply, "email", "The email must be a valid email address.");
      }
      const normalPhone = phone ? normalisePhone(phone, country) : null;
      if (phone && normalPhone === null) {
        return refuseField(reply, "mobile_phone", "The mobile phone must be a phone number.");
      }
      const ask = async (field: "email" | "mobile_phone", value: string | null) => {
        if (value === null) return null;
        const id = await findProfileByContact(read, field, value);
        return { available: id === null, profile: id === null ? null : { id } };
      };
      const data = {
        email: await ask("email", normalEmail),
        mobile_phone: await ask("mobile_phone", normalPhone),
      };
      return { data };
    },
  });

  app.route({
    method: "POST",
    url: "/profiles/search-id",
    schema: {
      ...docs,
      summary: "Find a profile by the handle and the identifier of an identity",
      body: z.object({ type: filled(64), id: filled(190) }),
      response: { 200: one(z.object({ id: z.string() })) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const { type, id: value } = request.body;
      const handle = type === "id" ? PROFILE_ID_HANDLE : type;
      const id = await findProfile(read, { handle, value });
      const profile = id && (await readLivingProfile(read, id));
      return profile ? { data: { id: profile.id } } : refuseUnknown(reply, "profile");
    },
  });

  app.route({
    method: "GET",
    url: "/identities/search-profile/:identifier",
    schema: {
      tags: ["identities"],
      summary: "Find the profiles that have an identifier, under any handle",
      params: z.object({ identifier: z.string().max(190) }),
      response: { 200: one(z.array(profileViewSchema)) },
    },
    handler: async (request) => {
      const { read, now } = planeOf(deps, request);
      const { identifier } = request.params;
      const found = await findIdentitiesByIdentifier(read, identifier, FOUND_MAX);
      const ids = [...new Set(found.map((identity) => identity.profileId))];
      const profiles = await readProfileRecords(read, ids);
      const living = profiles.filter((profile) => profile.profileType !== "deleted");
      return { data: await profileViews(read, living, now) };
    },
  });
};
