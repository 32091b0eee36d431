import { addressesOf } from "#shared/api/address.ts";
import { customAttributesOf } from "#shared/api/custom-attribute.ts";
import { datesOf } from "#shared/api/date-attribute.ts";
import { extraOf } from "#shared/api/fields.ts";
import type { ProfileBody } from "#shared/api/profile.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UNKNOWN_NAME } from "#shared/profile/contact.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import type { NewProfile } from "#sync-server/profile/create-profile.ts";
import type { GivenAttributes } from "#sync-server/profile/plan-attributes.ts";
import type { ProfileChanges } from "#sync-server/profile/update-profile.ts";
import { findLocation } from "#sync-server/storage/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

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
const extraOfBody = (body: ProfileBody): ExtraFields =>
  extraOf({
    company: body.company,
    occupation: body.occupation,
    avatar_url: body.avatar_url,
    currency: body.currency,
    custom_fields: body.custom_fields,
    meta: body.meta,
  });

/** The addresses and attributes that a body gives; undefined when it gives none. */
const attributesOf = (body: ProfileBody): GivenAttributes | undefined => {
  const attributes = definedFields({
    addresses: addressesOf(body.addresses),
    comms: body.comms_attributes && extraOf(body.comms_attributes),
    custom: customAttributesOf(body.custom_attributes),
    dates: datesOf(body.dates_attributes),
  });
  return Object.keys(attributes).length > 0 ? attributes : undefined;
};

type Given = Omit<ProfileChanges, "profileId" | "changes"> & Pick<NewProfile, "identities">;

/** What a body says besides its details, as the writes take it; 422 where it names no location of ours. */
export const givenOf = async (
  read: ReadDeps,
  body: ProfileBody,
): Promise<Result<Given, RequestRefusal>> => {
  const joined = await findLocationOf(read, body, "joined");
  if (!joined.ok) return joined;
  const preferred = await findLocationOf(read, body, "preferred");
  if (!preferred.ok) return preferred;
  return ok({
    identities: (body.identities ?? []).map(({ is_primary, is_active, ...named }) => ({
      ...named,
      isPrimary: is_primary,
      isActive: is_active,
    })),
    extra: extraOfBody(body),
    ...definedFields({
      profileType: body.profile_type,
      tags: body.tags,
      joinedAt: body.joined_at,
      joinedLocationId: joined.value,
      preferredLocationId: preferred.value,
      attributes: attributesOf(body),
    }),
  });
};

type NamedLocation = Result<LocationId | null | undefined, RequestRefusal>;

/** The location that a body names by id, external id or code; undefined when it names none. */
const findLocationOf = async (
  read: ReadDeps,
  body: ProfileBody,
  of: "joined" | "preferred",
): Promise<NamedLocation> => {
  const id = body[`${of}_location_id`];
  if (id !== undefined) return ok(id);
  for (const by of ["external_id", "external_code"] as const) {
    const field = `${of}_location_${by}` as const;
    const value = body[field];
    if (value === undefined) continue;
    if (value === null) return ok(null);
    const location = await findLocation(read, by, value);
    return location ? ok(location.id) : err(invalid(field, "There is no such location."));
  }
  return ok(undefined);
};
