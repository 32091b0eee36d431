import { z } from "zod";
import { both, momentOrNull, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import { customFields } from "#shared/api/custom-fields.ts";
import {
  currencyCode,
  day,
  extraOf,
  freeJson,
  locationNumber,
  moment,
  orNull,
  staffUuid,
  tags,
  textOrNull,
} from "#shared/api/fields.ts";
import { type HeldTierView, heldTierSchema } from "#shared/api/incentive/tiers/held-tier.ts";
import { type BalancesView, balancesSchema, frozenFor } from "#shared/api/ledger/balances.ts";
import { appearanceBodySchema } from "#shared/api/organisation/appearance.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import { type StaffProfile, staffProfileSchema } from "#shared/api/organisation/staff.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { anyJson, type ExtraFields, textIn } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { definedFields, namesOf, pick, pluck } from "#shared/kernel/object.ts";
import { firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import type { Freeze } from "#shared/ledger/freeze.ts";
import type { Birthday } from "#shared/profile/birthday.ts";
import { BIRTH_YEAR_MIN, type ProfileDetails, UNKNOWN_NAME } from "#shared/profile/profile.ts";
import {
  livingProfileTypeSchema,
  PROFILE_TYPES,
  profileTypeSchema,
} from "#shared/profile/profile-type.ts";
import type { GivenStatus } from "#shared/profile/status.ts";
import { addressBodySchema, addressesBodySchema, addressOf } from "./address.ts";
import { type AttributesView, attributesViewSchema } from "./attributes.ts";
import { commsBodySchema } from "./comms.ts";
import {
  customAttributesBodySchema,
  customAttributesOf,
  customValuesBodySchema,
} from "./custom-attribute.ts";
import { datesBodySchema, datesOf } from "./date-attribute.ts";
import { type IdentityView, identityViewSchema, newIdentitySchema } from "./identity.ts";
import { membershipViewSchema, organisationBodySchema } from "./membership.ts";
import {
  type ProfileRegionView,
  profileRegionBodySchema,
  profileRegionViewSchema,
} from "./profile-region.ts";

const optionalWhole = (min: number, max: number) =>
  both(orNull(wholeNumber.pipe(z.int().min(min).max(max))), z.int().nullable());

/** What people tell us about themselves. */
const details = {
  title: optionalText(40),
  first_name: both(textOrNull(120), z.string()),
  last_name: both(textOrNull(120), z.string()),
  email: optionalText(254),
  mobile_phone: optionalText(40),
  secondary_phone: optionalText(40),
  birth_day: optionalWhole(1, 31),
  birth_month: optionalWhole(1, 12),
  birth_year: optionalWhole(BIRTH_YEAR_MIN, 2200),
  // The API's clients use both spellings.
  gender: both(
    orNull(
      z
        .enum(["male", "female", "withheld", "witheld", "other"])
        .transform((value) => (value === "witheld" ? "withheld" : value)),
    ),
    z.string().nullable(),
  ),
};

/** Sent, and shown as we hold it. */
const sent = {
  ...details,
  profile_type: both(livingProfileTypeSchema, profileTypeSchema),
  joined_location_id: both(orNull(locationNumber), z.int().nullable()),
  joined_staff_id: both(orNull(staffUuid), z.string().nullable()),
  preferred_location_id: both(orNull(locationNumber), z.int().nullable()),
  /** Who looks after the customer (DOMAIN §3.1); ours. */
  associate_id: both(orNull(staffUuid), z.string().nullable()),
  tags: both(tags, z.array(z.string()).readonly()),
};

/** Stored and shown as sent; nothing depends on these. */
const kept = {
  company: textOrNull(200),
  occupation: textOrNull(200),
  avatar_url: textOrNull(1000),
  currency: orNull(currencyCode),
  preferred_staff_id: orNull(staffUuid),
  is_public: flag,
  custom_fields: customFields.body,
  meta: orNull(freeJson),
};

const BELONGINGS_MAX = 50;

/** The body of a profile (DOMAIN §3.1). */
export const profileBodySchema = z
  .object({
    ...pluck(sent, "body"),
    /** The day, month and year of birth in one. */
    birth_date: orNull(day),
    /** Handles of statuses, or any other words until head office has declared one. */
    statuses: tags,
    joined_at: orNull(moment),
    joined_location_external_id: textOrNull(100),
    joined_location_external_code: textOrNull(100),
    preferred_location_external_id: textOrNull(100),
    preferred_location_external_code: textOrNull(100),
    identities: z.array(newIdentitySchema).max(20),
    /** The default address: one of those it has if it names an id, otherwise a new one. */
    address: orNull(addressBodySchema),
    addresses: addressesBodySchema,
    /** The same four as below, under the names that a profile is shown with. */
    attributes: z
      .object({
        comms: commsBodySchema,
        appearance: appearanceBodySchema,
        custom: customValuesBodySchema,
        dates: datesBodySchema,
      })
      .partial(),
    appearance_attributes: appearanceBodySchema,
    comms_attributes: commsBodySchema,
    custom_attributes: customAttributesBodySchema,
    dates_attributes: datesBodySchema,
    regions: z.array(profileRegionBodySchema).max(BELONGINGS_MAX),
    organisations: z.array(organisationBodySchema).max(BELONGINGS_MAX),
    ...kept,
  })
  .partial();
export type ProfileBody = z.infer<typeof profileBodySchema>;

/** What a profile is to be (DOMAIN §3.2). */
export const profileTypeBodySchema = z.object({ profile_type: livingProfileTypeSchema });

type Birth = Pick<ProfileDetails, "birthDay" | "birthMonth" | "birthYear">;

/**
 * The body with its `birth_date` as day, month and year; null if it disagrees with those that are
 * sent as well. What is sent back as it is `known` changes nothing, so it disagrees with nothing.
 */
export const withBirthParts = (body: ProfileBody, known: Birth): ProfileBody | null => {
  const { birth_date: date, ...rest } = body;
  if (date === undefined || date === dateOf(known)) return rest;
  const [birthYear = null, birthMonth = null, birthDay = null] = date?.split("-").map(Number) ?? [];
  const parts = { birth_day: birthDay, birth_month: birthMonth, birth_year: birthYear };
  const before = {
    birth_day: known.birthDay,
    birth_month: known.birthMonth,
    birth_year: known.birthYear,
  };
  const isSaid = namesOf(parts).every((name) =>
    [undefined, parts[name], before[name]].includes(rest[name]),
  );
  return isSaid ? { ...rest, ...parts } : null;
};

/** As a body says it; null if the date isn't known, or not whole. */
const dateOf = ({ birthDay, birthMonth, birthYear }: Birth): string | null =>
  birthDay === null || birthMonth === null || birthYear === null
    ? null
    : [String(birthYear).padStart(4, "0"), pad(birthMonth), pad(birthDay)].join("-");

const pad = (part: number): string => String(part).padStart(2, "0");

/** The person's own details in a body; those it doesn't name are left out. */
export const detailsOf = ({ first_name, last_name, ...body }: ProfileBody) =>
  definedFields({
    firstName: first_name === null ? UNKNOWN_NAME : first_name,
    lastName: last_name === null ? UNKNOWN_NAME : last_name,
    ...camelKeys(pick(body, details)),
  });

/**
 * The fields of a body besides the person's own details and the locations that it names; left out
 * if not sent. Days are those of `zone`.
 */
export const otherFieldsOf = (body: ProfileBody, zone: TimeZone) => ({
  identities: (body.identities ?? []).map(camelKeys),
  /** Stored as sent. */
  extra: extraOf(pick(body, kept)),
  ...definedFields({
    profileType: body.profile_type,
    tags: body.tags,
    statuses: body.statuses,
    joinedAt: body.joined_at && firstInstantOf(body.joined_at, zone),
    joinedStaffId: body.joined_staff_id,
    associateId: body.associate_id,
    attributes: attributesOf(body),
    belongings:
      body.regions || body.organisations
        ? { regions: body.regions, organisations: body.organisations }
        : undefined,
  }),
});

/**
 * The addresses and attributes in a body; undefined when it has none. What is said twice is what
 * the more specific field says.
 */
const attributesOf = (body: ProfileBody) => {
  const { attributes: sent = {} } = body;
  const attributes = definedFields({
    address: body.address ? addressOf(body.address) : undefined,
    addresses: body.addresses?.map(addressOf),
    appearance: bothOf(sent.appearance, body.appearance_attributes),
    comms: bothOf(sent.comms, body.comms_attributes),
    customValues: sent.custom,
    custom: customAttributesOf(body.custom_attributes),
    dates: datesOf(
      sent.dates || body.dates_attributes
        ? [...(body.dates_attributes ?? []), ...(sent.dates ?? [])]
        : undefined,
    ),
  });
  return Object.keys(attributes).length > 0 ? attributes : undefined;
};

type Fields = Parameters<typeof extraOf>[0];

const bothOf = (first: Fields | undefined, second: Fields | undefined) =>
  first || second ? { ...extraOf(first ?? {}), ...extraOf(second ?? {}) } : undefined;

const fields = {
  id: shown(z.string()),
  ...sent,
  joined_at: momentOrNull,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** A profile as the API shows it. */
export const profileViewSchema = z.object({
  ...pluck(fields, "view"),
  full_name: z.string(),
  currency: z.string().nullable(),
  mobile_phone_e164: z.string().nullable(),
  mobile_phone_country: z.string().nullable(),
  mobile_phone_national: z.string().nullable(),
  mobile_phone_national_prefix: z.string().nullable(),
  birth_date: z.string().nullable(),
  birth_days: z.int().nullable(),
  birth_days_past: z.int().nullable(),
  next_birthday: z.string().nullable(),
  company: z.string().nullable(),
  occupation: z.string().nullable(),
  avatar_url: z.string().nullable(),
  preferred_staff_id: z.string().nullable(),
  is_public: z.boolean(),
  external_id: z.string().nullable(),
  is_completed: z.boolean(),
  joined_location: locationViewSchema.nullable(),
  preferred_location: locationViewSchema.nullable(),
  joined_staff: staffProfileSchema.nullable(),
  preferred_staff: staffProfileSchema.nullable(),
  identities: z.array(identityViewSchema),
  custom_fields: customFields.view,
  meta: anyJson,
  ...balancesSchema.shape,
  frozen_for: frozenFor,
  tier: heldTierSchema.nullable(),
  tier_handle: z.string().nullable(),
  statuses: z.array(z.string()),
  statuses_original: z.array(z.string()),
  ...attributesViewSchema.shape,
  /** The active one of its regions. */
  region: profileRegionViewSchema.nullable(),
  regions: z.array(profileRegionViewSchema),
  organisations: z.array(membershipViewSchema),
});
export type ProfileView = z.infer<typeof profileViewSchema>;

const encode = encoderOf(fields);

/** A profile as the API shows it, with what was looked up for it. */
export const profileView = (
  profile: Inside<typeof fields> & {
    readonly statuses: readonly GivenStatus[];
    readonly extra: ExtraFields;
  },
  found: {
    readonly balances: BalancesView;
    /** Null unless its account is frozen. */
    readonly freeze: Freeze | null;
    readonly tier: HeldTierView | null;
    /** Those that it has now. */
    readonly statuses: string[];
    readonly regions: ProfileRegionView[];
    readonly organisations: z.output<typeof membershipViewSchema>[];
    readonly identities: IdentityView[];
    readonly attributes: AttributesView;
    readonly joinedLocation: LocationView | null;
    readonly preferredLocation: LocationView | null;
    readonly joinedStaff: StaffProfile | null;
    readonly preferredStaff: StaffProfile | null;
    readonly birthday: Birthday | null;
    readonly phone: {
      readonly country: string | null;
      readonly national: string | null;
      readonly nationalPrefix: string | null;
    };
    /** The tenant's currency, for a profile without its own. */
    readonly currency: string | null;
  },
): ProfileView => ({
  ...encode(profile),
  full_name: `${profile.firstName} ${profile.lastName}`,
  currency: textIn(profile.extra, "currency") ?? found.currency,
  mobile_phone_e164: profile.mobilePhone,
  mobile_phone_country: found.phone.country,
  mobile_phone_national: found.phone.national,
  mobile_phone_national_prefix: found.phone.nationalPrefix,
  birth_date: found.birthday?.birthDate ?? null,
  birth_days: found.birthday?.daysToNext ?? null,
  birth_days_past: found.birthday?.daysSinceLast ?? null,
  next_birthday: found.birthday?.nextBirthday ?? null,
  company: textIn(profile.extra, "company"),
  occupation: textIn(profile.extra, "occupation"),
  avatar_url: textIn(profile.extra, "avatar_url"),
  preferred_staff_id: textIn(profile.extra, "preferred_staff_id"),
  is_public: profile.extra["is_public"] === true,
  external_id: found.identities.find((identity) => identity.is_primary)?.identifier ?? null,
  is_completed: PROFILE_TYPES[profile.profileType].isComplete,
  joined_location: found.joinedLocation,
  preferred_location: found.preferredLocation,
  joined_staff: found.joinedStaff,
  preferred_staff: found.preferredStaff,
  identities: found.identities,
  custom_fields: customFields.view.parse(profile.extra["custom_fields"] ?? []),
  meta: profile.extra["meta"] ?? null,
  ...found.balances,
  frozen_for: found.freeze?.reason ?? null,
  tier: found.tier,
  tier_handle: found.tier?.handle ?? null,
  statuses: found.statuses,
  statuses_original: profile.statuses.map(({ handle }) => handle),
  ...found.attributes,
  region: found.regions.find((each) => each["is_active"] === true) ?? null,
  regions: found.regions,
  organisations: found.organisations,
});
