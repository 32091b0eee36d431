import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { filled, textOrNull } from "#shared/api/fields.ts";
import { profileViewSchema } from "#shared/api/profile.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { normaliseEmail, normalisePhone } from "#shared/profile/contact.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { found, invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { findProfile, PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { findIdentitiesByIdentifier } from "#sync-server/storage/identity-store.ts";
import { findProfileByContact, readProfileRecords } from "#sync-server/storage/profile-store.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { profileViews } from "./profile-view.ts";

const availabilitySchema = z
  .object({ available: z.boolean(), profile: z.object({ id: z.string() }).nullable() })
  .nullable();

/** Identifiers rarely belong to more profiles; beyond this, only the first are returned. */
const FOUND_MAX = 50;

/** Ways to find one profile by what someone shows or says (DOMAIN §3.3, §3.12). */
export const addFindProfiles = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/profiles/availability",
    scopes: ["read-profiles"],
    tag: "profiles",

    summary: "Check whether an email or a mobile phone is free",
    body: z.object({ email: textOrNull(254), mobile_phone: textOrNull(40) }).partial(),
    answer: one(z.object({ email: availabilitySchema, mobile_phone: availabilitySchema })),
    handle: async ({ read, body: { email, mobile_phone: phone } }) => {
      if (!email && !phone) {
        return err(invalid("email", "The email or the mobile phone field is required."));
      }
      const country = (await readTenant(read))?.country ?? "";
      const normalEmail = email ? normaliseEmail(email) : null;
      if (email && normalEmail === null) {
        return err(invalid("email", "The email must be a valid email address."));
      }
      const normalPhone = phone ? normalisePhone(phone, country) : null;
      if (phone && normalPhone === null) {
        return err(invalid("mobile_phone", "The mobile phone must be a phone number."));
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
      return ok({ data });
    },
  });

  addRoute(mount, {
    method: "POST",
    url: "/profiles/search-id",
    scopes: ["read-profiles"],
    tag: "profiles",

    summary: "Find a profile by the handle and the identifier of an identity",
    body: z.object({ type: filled(64), id: filled(190) }),
    answer: one(z.object({ id: z.string() })),
    handle: async ({ read, body: { type, id: value } }) => {
      const handle = type === "id" ? PROFILE_ID_HANDLE : type;
      const id = await findProfile(read, { handle, value });
      const profile = id === null ? null : await readLivingProfile(read, id);
      return found(profile && { id: profile.id }, "profile");
    },
  });

  addRoute(mount, {
    method: "GET",
    url: "/identities/search-profile/:identifier",
    scopes: ["read-identities"],
    tag: "identities",

    summary: "Find the profiles that have an identifier, under any handle",
    params: z.object({ identifier: z.string().max(190) }),
    answer: one(z.array(profileViewSchema)),
    handle: async ({ read, now, params: { identifier } }) => {
      const holders = await findIdentitiesByIdentifier(read, identifier, FOUND_MAX);
      const ids = [...new Set(holders.map((identity) => identity.profileId))];
      const profiles = await readProfileRecords(read, ids);
      const living = profiles.filter((profile) => isLiving(profile.profileType));
      return ok({ data: await profileViews(read, living, now) });
    },
  });
};
