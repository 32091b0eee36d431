import { z } from "zod";
import { type LocationView, locationView, locationViewSchema } from "#shared/api/location.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { formatV3, type Instant, UTC } from "#shared/kernel/time.ts";
import { emptyAccount } from "#shared/ledger/account.ts";
import { birthdayOf } from "#shared/profile/birthday.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { phonePartsOf } from "#sync-server/profile/phone-parts.ts";
import { readAccounts } from "#sync-server/storage/account-store.ts";
import { readAttributes } from "#sync-server/storage/attribute-store.ts";
import { readIdentityRecords } from "#sync-server/storage/identity-store.ts";
import { textIn } from "#sync-server/storage/json-column.ts";
import { readLocationRecords } from "#sync-server/storage/location-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { type AttributesView, attributesView, attributesViewSchema } from "./attributes-view.ts";
import { type BalancesView, balancesSchema, balancesView } from "./balances-view.ts";
import { type IdentityView, identityView, identityViewSchema } from "./identity-view.ts";

export const profileViewSchema = z.object({
  id: z.string(),
  profile_type: z.string(),
  title: z.string().nullable(),
  first_name: z.string(),
  last_name: z.string(),
  full_name: z.string(),
  email: z.string().nullable(),
  gender: z.string().nullable(),
  currency: z.string().nullable(),
  mobile_phone: z.string().nullable(),
  mobile_phone_e164: z.string().nullable(),
  mobile_phone_country: z.string().nullable(),
  mobile_phone_national: z.string().nullable(),
  mobile_phone_national_prefix: z.string().nullable(),
  secondary_phone: z.string().nullable(),
  birth_day: z.int().nullable(),
  birth_month: z.int().nullable(),
  birth_year: z.int().nullable(),
  birth_date: z.string().nullable(),
  birth_days: z.int().nullable(),
  birth_days_past: z.int().nullable(),
  next_birthday: z.string().nullable(),
  company: z.string().nullable(),
  occupation: z.string().nullable(),
  avatar_url: z.string().nullable(),
  external_id: z.string().nullable(),
  is_completed: z.boolean(),
  joined_at: z.string().nullable(),
  joined_location_id: z.int().nullable(),
  joined_location: locationViewSchema.nullable(),
  joined_staff_id: z.string().nullable(),
  preferred_location_id: z.int().nullable(),
  preferred_location: locationViewSchema.nullable(),
  identities: z.array(identityViewSchema),
  tags: z.array(z.string()),
  custom_fields: anyJson,
  meta: anyJson,
  ...balancesSchema.shape,
  tier: z.null(),
  tier_handle: z.null(),
  statuses: z.array(z.never()),
  statuses_original: z.array(z.never()),
  ...attributesViewSchema.shape,
  region: z.null(),
  regions: z.array(z.never()),
  created_at: z.string(),
  updated_at: z.string(),
});
export type ProfileView = z.infer<typeof profileViewSchema>;

/**
 * Profiles in the API's words, with what each holds now. What they name is read for all of them at
 * once: a page costs as many statements as one profile.
 */
export const profileViews = async (
  deps: ReadDeps,
  profiles: readonly ProfileRecord[],
  now: Instant,
): Promise<ProfileView[]> => {
  const ids = profiles.map((profile) => profile.id);
  const [tenant, programme, accounts, identities, attributes, locations] = await Promise.all([
    readTenant(deps),
    loadProgramme(deps),
    readAccounts(deps, ids),
    readIdentityRecords(deps, ids),
    readAttributes(deps, ids),
    readLocationRecords(deps, locationIdsOf(profiles)),
  ]);
  const places = new Map(locations.map((location) => [location.id, locationView(location)]));
  const zone = tenant?.timezone ?? UTC;
  const currency = tenant?.currency ?? null;
  return profiles.map((profile) => {
    const account = accounts.find((each) => each.profileId === profile.id);
    const balances = balancesOf(account ?? emptyAccount(profile.id), programme, now);
    return profileView(profile, {
      balances: balancesView(balances.held),
      identities: identities.filter((each) => each.profileId === profile.id).map(identityView),
      attributes: attributesView(profile, attributes),
      joinedLocation: placeOf(places, profile.joinedLocationId),
      preferredLocation: placeOf(places, profile.preferredLocationId),
      birthday: birthdayOf(profile, now, zone),
      currency,
    });
  });
};

/** One profile in the API's words. */
export const profileViewOf = async (
  deps: ReadDeps,
  profile: ProfileRecord,
  now: Instant,
): Promise<ProfileView> =>
  assertDefined((await profileViews(deps, [profile], now))[0], "one view for one profile");

/** What one profile holds now. */
export const balancesOfView = async (
  deps: ReadDeps,
  profileId: ProfileId,
  now: Instant,
): Promise<BalancesView> => {
  const [programme, account] = await Promise.all([
    loadProgramme(deps),
    readAccount(deps, profileId),
  ]);
  return balancesView(balancesOf(account, programme, now).held);
};

const locationIdsOf = (profiles: readonly ProfileRecord[]): readonly number[] => [
  ...new Set(
    profiles
      .flatMap((profile) => [profile.joinedLocationId, profile.preferredLocationId])
      .filter((id) => id !== null),
  ),
];

const placeOf = (
  places: ReadonlyMap<number, LocationView>,
  id: number | null,
): LocationView | null => (id === null ? null : (places.get(id) ?? null));

const profileView = (
  profile: ProfileRecord,
  found: {
    readonly balances: BalancesView;
    readonly identities: IdentityView[];
    readonly attributes: AttributesView;
    readonly joinedLocation: LocationView | null;
    readonly preferredLocation: LocationView | null;
    readonly birthday: ReturnType<typeof birthdayOf>;
    readonly currency: string | null;
  },
): ProfileView => {
  const phone = phonePartsOf(profile.mobilePhone);
  const primary = found.identities.find((identity) => identity.is_primary);
  return {
    id: profile.id,
    profile_type: profile.profileType,
    title: profile.title,
    first_name: profile.firstName,
    last_name: profile.lastName,
    full_name: `${profile.firstName} ${profile.lastName}`,
    email: profile.email,
    gender: profile.gender,
    currency: textIn(profile.extra, "currency") ?? found.currency,
    mobile_phone: profile.mobilePhone,
    mobile_phone_e164: profile.mobilePhone,
    mobile_phone_country: phone.country,
    mobile_phone_national: phone.national,
    mobile_phone_national_prefix: phone.nationalPrefix,
    secondary_phone: profile.secondaryPhone,
    birth_day: profile.birthDay,
    birth_month: profile.birthMonth,
    birth_year: profile.birthYear,
    birth_date: found.birthday?.birthDate ?? null,
    birth_days: found.birthday?.daysToNext ?? null,
    birth_days_past: found.birthday?.daysSinceLast ?? null,
    next_birthday: found.birthday?.nextBirthday ?? null,
    company: textIn(profile.extra, "company"),
    occupation: textIn(profile.extra, "occupation"),
    avatar_url: textIn(profile.extra, "avatar_url"),
    external_id: primary?.identifier ?? null,
    is_completed: profile.profileType === "active",
    joined_at: profile.joinedAt === null ? null : formatV3(profile.joinedAt),
    joined_location_id: profile.joinedLocationId,
    joined_location: found.joinedLocation,
    joined_staff_id: profile.joinedStaffId,
    preferred_location_id: profile.preferredLocationId,
    preferred_location: found.preferredLocation,
    identities: found.identities,
    tags: [...profile.tags],
    custom_fields: profile.extra["custom_fields"] ?? [],
    meta: profile.extra["meta"] ?? null,
    ...found.balances,
    tier: null,
    tier_handle: null,
    statuses: [],
    statuses_original: [],
    ...found.attributes,
    region: null,
    regions: [],
    created_at: formatV3(profile.createdAt),
    updated_at: formatV3(profile.updatedAt),
  };
};
