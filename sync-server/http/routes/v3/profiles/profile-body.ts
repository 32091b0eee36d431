import { z } from "zod";
import {
  extraOf,
  filled,
  flag,
  freeJson,
  letters,
  locationNumber,
  moment,
  orNull,
  staffUuid,
  tags,
  textOrNull,
  wholeNumber,
} from "#shared/api/fields.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { UNKNOWN_NAME } from "#shared/profile/contact.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { FieldErrors } from "#sync-server/http/routes/v3/answer-v3.ts";
import type { GivenAttributes } from "#sync-server/profile/plan-attributes.ts";
import { findLocation } from "#sync-server/storage/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { addressesBodySchema, addressesOf } from "./address.ts";
import { commsBodySchema } from "./comms-fields.ts";
import { customAttributesBodySchema, customAttributesOf } from "./custom-attribute.ts";
import { datesBodySchema, datesOf } from "./date-attribute.ts";

const identityBodySchema = z.object({
  handle: filled(64),
  identifier: filled(190),
  is_primary: flag.optional(),
  is_active: flag.optional(),
});

/** What may be said of a profile. Unknown fields are ignored; those that are computed are too. */
export const profileBodySchema = z
  .object({
    title: textOrNull(40),
    first_name: textOrNull(120),
    last_name: textOrNull(120),
    email: textOrNull(254),
    mobile_phone: textOrNull(40),
    secondary_phone: textOrNull(40),
    birth_day: orNull(wholeNumber.pipe(z.int().min(1).max(31))),
    birth_month: orNull(wholeNumber.pipe(z.int().min(1).max(12))),
    birth_year: orNull(wholeNumber.pipe(z.int().min(1880).max(2200))),
    // The clients of the API spell it both ways.
    gender: orNull(
      z
        .enum(["male", "female", "withheld", "witheld", "other"])
        .transform((value) => (value === "witheld" ? "withheld" : value)),
    ),
    profile_type: z.enum(["active", "incomplete", "pending", "temporary", "dependant", "system"]),
    joined_at: orNull(moment),
    joined_location_id: orNull(locationNumber),
    joined_location_external_id: textOrNull(100),
    joined_location_external_code: textOrNull(100),
    joined_staff_id: orNull(staffUuid),
    preferred_location_id: orNull(locationNumber),
    preferred_location_external_id: textOrNull(100),
    preferred_location_external_code: textOrNull(100),
    tags,
    identities: z.array(identityBodySchema).max(20),
    addresses: addressesBodySchema,
    comms_attributes: commsBodySchema,
    custom_attributes: customAttributesBodySchema,
    dates_attributes: datesBodySchema,
    company: textOrNull(200),
    occupation: textOrNull(200),
    avatar_url: textOrNull(1000),
    currency: orNull(letters(3)),
    custom_fields: freeJson,
    meta: orNull(freeJson),
  })
  .partial();
export type ProfileBody = z.infer<typeof profileBodySchema>;

/** The details that a body gives; those that it does not name are left out. */
export const detailsOf = (body: ProfileBody): Partial<ProfileDetails> =>
  definedFields({
    title: body.title,
    firstName: nameOf(body.first_name),
    lastName: nameOf(body.last_name),
    email: body.email,
    mobilePhone: body.mobile_phone,
    secondaryPhone: body.secondary_phone,
    birthDay: body.birth_day,
    birthMonth: body.birth_month,
    birthYear: body.birth_year,
    gender: body.gender,
  });

/** What a new profile is before anything is said of it (DOMAIN §3.1). */
export const NO_DETAILS: ProfileDetails = {
  title: null,
  firstName: UNKNOWN_NAME,
  lastName: UNKNOWN_NAME,
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
};

const nameOf = (name: string | null | undefined): string | undefined =>
  name === null ? UNKNOWN_NAME : name;

/** The fields that are kept as they were given. */
export const extraOfBody = (body: ProfileBody): ExtraFields =>
  extraOf({
    company: body.company,
    occupation: body.occupation,
    avatar_url: body.avatar_url,
    currency: body.currency,
    custom_fields: body.custom_fields,
    meta: body.meta,
  });

/** The addresses and attributes that a body gives; undefined when it gives none. */
export const attributesOf = (body: ProfileBody): GivenAttributes | undefined => {
  const attributes = definedFields({
    addresses: addressesOf(body.addresses),
    comms: body.comms_attributes && extraOf(body.comms_attributes),
    custom: customAttributesOf(body.custom_attributes),
    dates: datesOf(body.dates_attributes),
  });
  return Object.keys(attributes).length > 0 ? attributes : undefined;
};

/** The identities that a body gives, in the words of the domain. */
export const identitiesOf = (body: ProfileBody) =>
  (body.identities ?? []).map(({ handle, identifier, is_primary, is_active }) => ({
    handle,
    identifier,
    isPrimary: is_primary,
    isActive: is_active,
  }));

export type FoundLocation =
  | { readonly ok: true; readonly id: LocationId | null | undefined }
  | { readonly ok: false; readonly errors: FieldErrors };

/** The location that a body names by id, external id or code; undefined when it names none. */
export const findLocationOf = async (
  deps: ReadDeps,
  body: ProfileBody,
  of: "joined" | "preferred",
): Promise<FoundLocation> => {
  const id = body[`${of}_location_id`];
  if (id !== undefined) return { ok: true, id };
  for (const by of ["external_id", "external_code"] as const) {
    const field = `${of}_location_${by}` as const;
    const value = body[field];
    if (value === undefined) continue;
    if (value === null) return { ok: true, id: null };
    const location = await findLocation(deps, by, value);
    return location
      ? { ok: true, id: location.id }
      : { ok: false, errors: { [field]: ["There is no such location."] } };
  }
  return { ok: true, id: undefined };
};
