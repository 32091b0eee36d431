import type { Condition, ConditionData } from "#shared/kernel/condition.ts";
import { readsAnyOf } from "#shared/kernel/condition-variables.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { namesOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { AttributeKind } from "./attribute-kind.ts";
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

const OTHER_FIELDS = [
  "id",
  "joined_at",
  "flattened_tags",
  "flattened_statuses",
  "identities",
] as const;
const TIER_FIELDS = ["tier_handle", "flattened_tiers"] as const;

/** What every condition on a profile can read of it, on the server and on devices ([Q10]). */
export const PROFILE_VARIABLES: readonly string[] = [
  ...namesOf(FIELDS),
  ...OTHER_FIELDS,
  ...TIER_FIELDS,
];

/** A profile as conditions see it, under the names of the API (DOMAIN §16 no. 4, [Q11]). */
export const profileConditionData = (
  profile: Pick<Profile, (typeof FIELDS)[keyof typeof FIELDS] | "id" | "tags" | "identities"> & {
    readonly joinedAt: Instant | null;
    readonly createdAt: Instant;
  },
  statuses: readonly string[],
): ConditionData & Readonly<Record<(typeof OTHER_FIELDS)[number], ConditionData[string]>> => ({
  id: profile.id,
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, profile[field]])),
  joined_at: formatV3(profile.joinedAt ?? profile.createdAt),
  flattened_tags: [...profile.tags],
  flattened_statuses: [...statuses],
  identities: profile.identities.map(({ handle, identifier, isPrimary, isActive }) => ({
    handle,
    identifier,
    is_primary: isPrimary,
    is_active: isActive,
  })),
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
export const asksForTiers = (conditions: readonly (Condition | null)[]): boolean =>
  readsAnyOf(conditions, TIER_FIELDS);

/** What a condition on a claim can read of balances ([Q11]). */
export const BALANCE_VARIABLES = [
  "reward_balance",
  "credit_balance",
  "point_balance",
  "point_balance_dollars",
  "benefit_balance",
  "combined_balance_dollars",
] as const;

/**
 * What only the server reads for conditions on a profile: devices hold neither its sales nor its
 * attributes, and of its balances perhaps not the latest ([N13]).
 */
export const SERVER_VARIABLES: readonly string[] = [
  "aggregations",
  "attributes",
  ...BALANCE_VARIABLES,
];

/** A profile's attributes as conditions see them, under the names that they are stored with. */
export const attributeConditionData = (
  held: readonly { readonly kind: AttributeKind; readonly body: ExtraFields }[],
): ConditionData => {
  const custom = held.flatMap(({ kind, body: { namespace, handle, value = null } }) =>
    kind === "custom" && isPlain(value)
      ? [{ namespace: String(namespace), handle: String(handle), value }]
      : [],
  );
  const namespaces = new Set(custom.map(({ namespace }) => namespace));
  const valuesIn = (namespace: string) =>
    Object.fromEntries(
      custom
        .filter((each) => each.namespace === namespace)
        .map(({ handle, value }) => [handle, value]),
    );
  const bodyOf = (kind: AttributeKind) => held.find((each) => each.kind === kind)?.body ?? {};
  return {
    attributes: {
      comms: bodyOf("comms"),
      appearance: bodyOf("appearance"),
      custom: Object.fromEntries([...namespaces].map((name) => [name, valuesIn(name)])),
    },
  };
};

/** Free JSON is left out: comparing it could cost anything. */
const isPlain = (value: ConditionData[string]): boolean =>
  Array.isArray(value) ? value.every(isScalar) : isScalar(value);

const isScalar = (value: ConditionData[string]): boolean =>
  value === null || typeof value !== "object";
