import {
  ACHIEVEMENT_DEFAULTS,
  type AchievementLevel,
} from "#shared/incentive/achievements/achievement.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import {
  type DefinitionId,
  type LocationId,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import { type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { createDefinition, type NewDefinition } from "#sync-server/incentive/definitions.ts";
import { createLocation } from "#sync-server/organisation/locations.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { Write, WriteDeps } from "#sync-server/storage/sql.ts";
import { blankDetails } from "#sync-server/testing/test-shop.ts";

/** The chain whose year is lived. */
export type YearChain = {
  readonly shops: readonly {
    readonly id: LocationId;
    readonly timezone: TimeZone;
    /** What is on its receipts. */
    readonly code: string;
  }[];
  readonly profileIds: readonly ProfileId[];
  readonly rewardId: DefinitionId;
};

/** One shop in each of three zones, whose clocks change on different days. */
const ZONES = ["Europe/London", "America/New_York", "Australia/Melbourne"].map((zone) =>
  timeZoneSchema.parse(zone),
);

/**
 * Founds a chain with points that are pending for a fortnight and expire, two rates, tier points
 * with three tiers, a reward that points can be exchanged for, achievements that are counted for
 * life and by the month and issue that reward, and members at every shop.
 */
export const foundYear: Write<{ readonly members: readonly string[] }, YearChain> = async (
  deps,
  { members },
) => {
  await createTenant(deps, {
    name: "A year",
    currency: "GBP",
    locale: "en-GB",
    country: "GB",
    timezone: timeZoneSchema.parse("Europe/London"),
  });
  const shops: YearChain["shops"][number][] = [];
  for (const timezone of ZONES) {
    const shop = { name: timezone, timezone, region: "All" };
    const { id, externalId } = made(await createLocation(deps, shop));
    shops.push({ id, timezone, code: externalId });
  }
  const [rewardId] = await definePlan(deps, shops[1]?.id ?? null);
  const profileIds: ProfileId[] = [];
  for (const [place, id] of members.entries()) {
    const profileId = profileIdSchema.parse(id);
    const created = await createProfileRecord(deps, {
      profileId,
      details: { ...blankDetails, email: `member${place}@example.com` },
      identities: [],
      joinedAt: deps.now,
      joinedLocationId: shops[place % shops.length]?.id ?? null,
      joinedStaffId: null,
    });
    made(created);
    profileIds.push(profileId);
  }
  return { shops, profileIds, rewardId: assertDefined(rewardId, "a reward to issue by hand") };
};

/** Creates the programme; answers with the ids in the order in which they were defined. */
const definePlan = async (deps: WriteDeps, doubled: LocationId | null) => {
  const ids: DefinitionId[] = [];
  for (const definition of planOf(doubled))
    ids.push(made(await createDefinition(deps, definition)).id);
  return ids;
};

const planOf = (doubled: LocationId | null): readonly NewDefinition[] => [
  {
    kind: "reward",
    body: {
      ...REWARD_DEFAULTS,
      name: "Thank you",
      handle: "thank-you",
      type: "spend",
      valueCents: cents(500),
      period: 3,
      periodType: "months",
    },
    extra: {},
  },
  {
    kind: "point",
    body: {
      ...pointDefaults(ANY_CURRENCY),
      name: "Stars",
      handle: "stars",
      earnRateMicro: 10_000,
      exchangeMilliCents: 1_000,
      issuePeriod: 14,
      issuePeriodType: "days",
      expiryPeriod: 6,
      expiryPeriodType: "months",
    },
    extra: {},
  },
  {
    kind: "point",
    body: {
      ...pointDefaults(ANY_CURRENCY),
      use: "tier",
      name: "Tier points",
      handle: "tier-points",
      earnRateMicro: 10_000,
      exchangeMilliCents: 0,
    },
    extra: {},
  },
  {
    kind: "reward",
    body: {
      ...REWARD_DEFAULTS,
      name: "For stars",
      handle: "for-stars",
      type: "points",
      valueCents: cents(200),
      period: 30,
      pointPrice: 200,
      pricedIn: "stars",
    },
    extra: {},
  },
  {
    kind: "rate",
    body: {
      ...RATE_DEFAULTS,
      name: "Double in New York",
      pointHandle: "stars",
      rateMicro: 20_000,
      locationId: doubled,
    },
    extra: {},
  },
  {
    kind: "rate",
    body: { ...RATE_DEFAULTS, name: "Usual", pointHandle: "stars", rateMicro: 10_000 },
    extra: {},
  },
  ...(
    [
      ["Silver", 20_000],
      ["Gold", 60_000],
      ["Black", 150_000],
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
      name: "Regular",
      handle: "regular",
      counts: "sales",
      levels: [levelOf(5), levelOf(10, { repeats: true, repeatInterval: 5 })],
    },
    extra: {},
  },
  {
    kind: "achievement",
    body: {
      ...ACHIEVEMENT_DEFAULTS,
      name: "Two hundred a month",
      handle: "month",
      counts: "spend",
      period: "monthly",
      timezone: ZONES[2] ?? null,
      levels: [levelOf(200, { allowMultipleEarn: true })],
    },
    extra: {},
  },
];

const levelOf = (trigger: number, more: Partial<AchievementLevel> = {}): AchievementLevel => ({
  name: `${trigger}`,
  description: null,
  displayNumber: trigger,
  trigger,
  repeats: false,
  repeatInterval: null,
  allowMultipleEarn: false,
  unlocks: [{ kind: "reward", ref: { handle: "thank-you" } }],
  meta: null,
  ...more,
});

const made = <T, E>(result: Result<T, E>): T => {
  assert(result.ok, `the year's chain is founded: ${JSON.stringify(result)}`);
  return result.value;
};
