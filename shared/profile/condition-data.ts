import type { ConditionData } from "#shared/kernel/condition.ts";
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

/**
 * A profile as conditions see it, under the names of the API (DOMAIN §16.4). Its balances aren't
 * there: what a sale earns must not depend on when it arrives.
 */
export const profileConditionData = (
  profile: Pick<Profile, (typeof FIELDS)[keyof typeof FIELDS] | "id" | "tags"> & {
    readonly joinedAt: Instant | null;
    readonly createdAt: Instant;
  },
  statuses: readonly string[],
): ConditionData => ({
  id: profile.id,
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, profile[field]])),
  joined_at: formatV3(profile.joinedAt ?? profile.createdAt),
  flattened_tags: [...profile.tags],
  flattened_statuses: [...statuses],
});
