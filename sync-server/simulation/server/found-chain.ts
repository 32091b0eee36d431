import { ACHIEVEMENT_DEFAULTS } from "#shared/incentive/achievements/achievement.ts";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { CREDIT_DEFAULTS } from "#shared/incentive/credits/credit.ts";
import { LIST_DEFAULTS } from "#shared/incentive/list-definition.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import {
  type DeviceId,
  type LocationId,
  type ProfileId,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import { type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { NO_SALE_LIMITS } from "#shared/redemption/sale-limits.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { createConnectionDefinition } from "#sync-server/clienteling/connection-definitions.ts";
import { createConnection } from "#sync-server/clienteling/connections.ts";
import { createDefinition, type NewDefinition } from "#sync-server/incentive/definitions.ts";
import { createLocation } from "#sync-server/organisation/locations.ts";
import { setPolicy } from "#sync-server/organisation/set-policy.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { Chain } from "#sync-server/simulation/world/chain.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import { upsertStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { Write, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { enrolDevice } from "#sync-server/sync/enrol-device.ts";
import { createEnrolmentCode } from "#sync-server/sync/enrolment-code.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const PERTH = timeZoneSchema.parse("Australia/Perth");

/** Two shops in one region and one in another, three staff, and the programme. */
export const foundChain: Write<
  Pick<
    Scenario,
    | "profiles"
    | "floorLimits"
    | "recoverShortfalls"
    | "velocityLimits"
    | "budgets"
    | "extras"
    | "clientelingShare"
  >,
  Chain
> = async (deps, input) => {
  const country = "AU";
  const tenant = { currency: "AUD", locale: "en-AU", country, timezone: MELBOURNE };
  await createTenant(deps, { ...tenant, name: "Simulation" });
  const locations = [
    await addLocation(deps, "East", MELBOURNE),
    await addLocation(deps, "East", MELBOURNE),
    await addLocation(deps, "West", PERTH),
  ];
  const staffIds = [];
  for (const name of ["Kim", "Lee", "Max"]) {
    const id = staffIdSchema.parse(deps.newId());
    const locationIds = locations.map((location) => location.id);
    const staff = {
      id,
      name,
      staffNumber: name,
      locationIds,
      isActive: true,
      role: "associate" as const,
      pinHash: "none",
    };
    await upsertStaff(deps, staff);
    touchConfig(deps, { kind: "staff", key: id });
    staffIds.push(id);
  }
  const { floorLimits, recoverShortfalls, velocityLimits, extras } = input;
  const saleLimits = extras?.saleLimits ?? NO_SALE_LIMITS;
  const limits = { floorLimits, recoverShortfalls, velocityLimits, saleLimits };
  const policy = { ...DEFAULT_REDEMPTION_POLICY, ...limits };
  await setPolicy(deps, { ...policy, deviceTokenDays: 365 });
  const { budgets } = input;
  const reward = { ...REWARD, body: { ...REWARD.body, budget: budgets?.reward ?? null } };
  const rewardDefinitionId = mustBeOk(await createDefinition(deps, reward)).id;
  // A hundredth of a point is worth a cent, so that amounts of both are of one size.
  const pointDefinitionIds = [
    mustBeOk(await createDefinition(deps, pointsOf("Points", 500, 100_000))).id,
    // Three of these are worth a cent less than three times one, so running totals must be kept.
    mustBeOk(await createDefinition(deps, starsOf(extras?.returnDebtMax ?? null))).id,
  ];
  if (budgets) {
    // A hundredth of these is worth a cent, too, so what is used is what entries add up to.
    const drops = pointsOf("Drops", 300, 100_000);
    const limited = { ...drops, body: { ...drops.body, budget: budgets.point } };
    pointDefinitionIds.push(mustBeOk(await createDefinition(deps, limited)).id);
  }
  const extraIds = extras && {
    credit: mustBeOk(await createDefinition(deps, CREDIT)).id,
    benefit: mustBeOk(await createDefinition(deps, BENEFIT)).id,
  };
  const profileIds: ProfileId[] = [];
  for (let n = 0; n < input.profiles; n++) profileIds.push(await addProfile(deps, n, locations));
  if (input.clientelingShare > 0) await addClienteling(deps, profileIds);
  if (extras) for (const counted of COUNTED) mustBeOk(await createDefinition(deps, counted));
  return {
    locations,
    staffIds,
    rewardDefinitionId,
    pointDefinitionIds,
    profileIds,
    extraIds,
  };
};

/** Enrols the n-th device at a location, with a code from head office. */
export const enrolAt: Write<
  { readonly n: number; readonly locationId: LocationId },
  EnrolledAt
> = async (deps, { n, locationId }) => {
  const codeHash = `simulated device ${n}`;
  mustBeOk(await createEnrolmentCode(deps, { codeHash, locationId, validForMs: 60_000 }));
  return mustBeOk(await enrolDevice(deps, { codeHash, deviceName: `Till ${n}` }));
};

export type EnrolledAt = {
  readonly deviceId: DeviceId;
  readonly deviceEpoch: number;
  readonly token: string;
};

const addLocation = async (deps: WriteDeps, region: string, timezone: TimeZone) => {
  const { id, externalId } = mustBeOk(
    await createLocation(deps, { name: region, timezone, region }),
  );
  return { id, timezone, region, code: externalId };
};

const addProfile = async (
  deps: WriteDeps,
  n: number,
  locations: Chain["locations"],
): Promise<ProfileId> => {
  const profileId = profileIdSchema.parse(deps.newId());
  const joinedLocationId = locations[n === 2 ? 2 : 0]?.id ?? null;
  mustBeOk(
    await createProfileRecord(deps, {
      profileId,
      details: { ...NOBODY, lastName: `Number ${n}`, email: `first${n}@example.com` },
      identities: [{ handle: "card", identifier: `29500000000${n}` }],
      joinedAt: deps.now,
      joinedLocationId,
      joinedStaffId: null,
    }),
  );
  return profileId;
};

/** What lists may do, and connections of everybody with everybody else. */
const addClienteling = async (deps: WriteDeps, profileIds: readonly ProfileId[]): Promise<void> => {
  mustBeOk(await createDefinition(deps, LIST));
  const named = { name: "Friend", handle: "friend", type: "friend" };
  const terms = { isPending: true, connectorCanBreak: true, connectedCanBreak: true };
  const { id } = mustBeOk(await createConnectionDefinition(deps, { ...named, ...terms }));
  for (const [n, connectorId] of profileIds.entries()) {
    for (const connectedId of profileIds.slice(n + 1)) {
      const sent = { name: "Friends", connectorId, connectedId, definition: { id } };
      mustBeOk(await createConnection(deps, sent));
    }
  }
};

const LIST: NewDefinition<"list"> = {
  kind: "list",
  body: {
    ...{ ...LIST_DEFAULTS, name: "Wishes", handle: "wishes", type: "wishlist" },
    ...{ allowQuantity: true, allowCustomProduct: true },
  },
  extra: {},
};

const NOBODY: ProfileDetails = {
  title: null,
  firstName: "First",
  lastName: "",
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
};

const REWARD: NewDefinition<"reward"> = {
  kind: "reward",
  body: {
    ...REWARD_DEFAULTS,
    name: "Reward",
    handle: "reward",
    type: "spend",
    valueCents: cents(1_000),
    period: 1,
    isExtendable: true,
  },
  extra: {},
};

/** Money on account and on gift cards, which have a PIN. */
const CREDIT: NewDefinition<"credit"> = {
  kind: "credit",
  body: {
    ...CREDIT_DEFAULTS,
    name: "Credit",
    handle: "credit",
    creditType: "gift_card",
    valueCents: cents(1_000),
  },
  extra: {},
};

/** Twice for each, a few times for all, and claimed once. */
const BENEFIT: NewDefinition<"benefit"> = {
  kind: "benefit",
  body: {
    ...BENEFIT_DEFAULTS,
    name: "Coffee",
    handle: "coffee",
    period: 2,
    maxRedemptions: 2,
    maxGlobalRedemptions: 3,
    isClaimable: true,
  },
  extra: {},
};

/** What sales count for besides points: two tiers, and an achievement. */
const COUNTED: readonly NewDefinition[] = [
  {
    kind: "point",
    body: {
      ...pointDefaults(ANY_CURRENCY),
      ...{ use: "tier", name: "Tier points", handle: "tier-points" },
      ...{ earnRateMicro: 10_000, exchangeMilliCents: 0 },
    },
    extra: {},
  },
  ...(
    [
      ["Silver", 5_000],
      ["Gold", 20_000],
    ] as const
  ).map(
    ([name, valueMin]): NewDefinition<"tier"> => ({
      kind: "tier",
      body: { ...TIER_DEFAULTS, name, handle: name.toLowerCase(), valueMin },
      extra: {},
    }),
  ),
  {
    kind: "achievement",
    body: {
      ...ACHIEVEMENT_DEFAULTS,
      ...{ name: "Regular", handle: "regular", counts: "sales" },
      levels: [
        {
          ...{ name: "Two", description: null, displayNumber: 1, trigger: 2, unlocks: [] },
          ...{ repeats: false, repeatInterval: null, allowMultipleEarn: false, meta: null },
        },
      ],
    },
    extra: {},
  },
];

const starsOf = (returnDebtMax: number | null): NewDefinition<"point"> => {
  const stars = pointsOf("Stars", 130, 133_300);
  return { ...stars, body: { ...stars.body, returnDebtMax } };
};

const pointsOf = (
  name: string,
  earnRateMicro: number,
  exchangeMilliCents: number,
): NewDefinition<"point"> => ({
  kind: "point",
  body: {
    ...pointDefaults(ANY_CURRENCY),
    name,
    handle: name,
    earnRateMicro,
    exchangeMilliCents,
    expiryPeriod: 2,
  },
  extra: {},
});

const mustBeOk = <T, E>(result: Result<T, E>): T => {
  assert(result.ok, `the simulated chain is created: ${JSON.stringify(result)}`);
  return result.value;
};
