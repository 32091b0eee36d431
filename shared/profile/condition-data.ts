import type { Condition, ConditionData } from "#shared/kernel/condition.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import type { Profile } from "./profile.ts";

const FIELDS = {
  title: "title",
  first_name: "firstName",
  last_name: "lastName",
  email: "email",
  mobile_phone: "mobilePhone",
  gender: "gender",
  birth_day: "birthDay",
  birth_month: "birthMonth",
  birth_year: "birthYear",
  profile_type: "profileType",
  joined_location_id: "joinedLocationId",
  preferred_location_id: "preferredLocationId",
} as const;

const OTHER_FIELDS = ["id", "joined_at", "flattened_tags", "flattened_statuses"] as const;
const TIER_FIELDS = ["tier_handle", "flattened_tiers"] as const;

/** What a condition on a profile can read ([Q10]). */
export const PROFILE_VARIABLES: readonly string[] = [
  ...namesOf(FIELDS),
  ...OTHER_FIELDS,
  ...TIER_FIELDS,
];

/**
 * A profile as conditions see it, under the names of the API (DOMAIN §16 no. 4). Its balances
 * aren't there: what a sale earns must not depend on when it arrives. Of its tiers there are those
 * that it held when the sale happened.
 */
export const profileConditionData = (
  profile: Pick<Profile, (typeof FIELDS)[keyof typeof FIELDS] | "id" | "tags"> & {
    readonly joinedAt: Instant | null;
    readonly createdAt: Instant;
  },
  statuses: readonly string[],
): ConditionData & Readonly<Record<(typeof OTHER_FIELDS)[number], string | string[]>> => ({
  id: profile.id,
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, profile[field]])),
  joined_at: formatV3(profile.joinedAt ?? profile.createdAt),
  flattened_tags: [...profile.tags],
  flattened_statuses: [...statuses],
});

/**
 * The tiers of a profile as conditions see them, from the handles of what it holds in each
 * programme, the main one first; null: nothing.
 */
export const tierConditionData = (
  handles: readonly (string | null)[],
): ConditionData & Readonly<Record<(typeof TIER_FIELDS)[number], string | string[] | null>> => ({
  tier_handle: handles[0] ?? null,
  flattened_tiers: handles.filter((handle) => handle !== null),
});

/** Whether any of these conditions reads a profile's tiers. */
export const asksForTiers = (conditions: readonly (Condition | null)[]): boolean => {
  const written = JSON.stringify(conditions);
  return TIER_FIELDS.some((field) => written.includes(field));
};
