import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import {
  availabilityBodySchema,
  availabilityViewSchema,
  identifierParams,
  searchIdBodySchema,
} from "#shared/api/profile/find-profile.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { found, invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import {
  type AvailabilityRefusal,
  checkAvailability,
} from "#sync-server/profile/check-availability.ts";
import {
  findProfile,
  findProfilesByIdentifier,
  PROFILE_ID_HANDLE,
} from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { profileViews } from "./profile-view.ts";

const REFUSALS: RefusalTable<AvailabilityRefusal> = {
  contact_missing: invalid("email", "The email or the mobile phone field is required."),
  not_an_email: invalid("email", "The email must be a valid email address."),
  not_a_phone: invalid("mobile_phone", "The mobile phone must be a phone number that can exist."),
};

const COMPARED =
  "An exact match wins. Otherwise case, spaces and the form of a GTIN (UPC-A, EAN-13, GTIN-14) make no difference. A scanner's symbology prefix (`]C1`) is ignored.";

/** Ways to find one profile by what someone shows or says (DOMAIN §3.3, §3.12). */
export const addFindProfiles = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/profiles/availability",
    scopes: ["read-profiles"],
    tag: "profiles",
    summary: "Check whether an email or a mobile phone is free",
    body: availabilityBodySchema,
    answer: one(availabilityViewSchema),
    handle: async ({ read, body }) => {
      const checked = await checkAvailability(read, { ...body, phone: body.mobile_phone });
      if (!checked.ok) return err(byReason(REFUSALS, checked.error));
      const { email, phone } = checked.value;
      return ok({ data: { email, mobile_phone: phone } });
    },
  });

  addRoute(mount, {
    method: "POST",
    url: "/profiles/search-id",
    scopes: ["read-profiles"],
    tag: "profiles",
    summary: "Find a profile by the handle and the identifier of an identity",
    description: COMPARED,
    body: searchIdBodySchema,
    answer: one(profileViewSchema),
    handle: async ({ read, now, body: { type, id: value } }) => {
      const handle = type === "id" ? PROFILE_ID_HANDLE : type;
      const id = await findProfile(read, { handle, value });
      const profile = id === null ? null : await readLivingProfile(read, id);
      const [data] = await profileViews(read, profile ? [profile] : [], now);
      return found(data, "profile");
    },
  });

  addRoute(mount, {
    method: "GET",
    url: "/identities/search-profile/:identifier",
    scopes: ["read-identities", "read-profiles"],
    tag: "identities",
    summary: "Find the profiles that have an identifier, under any handle",
    description: COMPARED,
    params: identifierParams,
    answer: one(z.array(profileViewSchema)),
    handle: async ({ read, now, params: { identifier } }) => {
      const profiles = await findProfilesByIdentifier(read, identifier);
      return ok({ data: await profileViews(read, profiles, now) });
    },
  });
};
