import { ACHIEVEMENT_DEFAULTS } from "#shared/incentive/achievements/achievement.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { createDefinition, type NewDefinition } from "#sync-server/incentive/definitions.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** What the reward for points costs, in points. */
export const REWARD_PRICE = 200;

/** The sale that makes somebody a regular. */
export const REGULAR_AT = 5;

/** A tenant in London with one of everything that a sale moves, for tests and benches. */
export const foundWholeProgramme = async (deps: WriteDeps): Promise<void> => {
  await createTenant(deps, {
    name: "A gift shop",
    currency: "GBP",
    locale: "en-GB",
    country: "GB",
    timezone: timeZoneSchema.parse("Europe/London"),
  });
  for (const definition of WHOLE_PROGRAMME) {
    const made = await createDefinition(deps, definition);
    assert(made.ok, `the programme is founded: ${JSON.stringify(made)}`);
  }
};

/**
 * Points that are pending for a fortnight, two rates, three tiers, a reward that is paid with
 * points, and an achievement that gives one.
 */
const WHOLE_PROGRAMME: readonly NewDefinition[] = [
  {
    kind: "point",
    body: {
      ...pointDefaults(ANY_CURRENCY),
      decimals: 0,
      name: "Points",
      handle: "points",
      earnRateMicro: 10_000,
      issuePeriod: 14,
      issuePeriodType: "days",
    },
    extra: {},
  },
  {
    kind: "point",
    body: {
      ...pointDefaults(ANY_CURRENCY),
      decimals: 0,
      use: "tier",
      name: "Tier points",
      handle: "tier-points",
      earnRateMicro: 10_000,
      exchangeMilliCents: 0,
    },
    extra: {},
  },
  {
    kind: "rate",
    body: {
      ...RATE_DEFAULTS,
      name: "Double points in season",
      pointHandle: "points",
      rateMicro: 20_000,
      startTime: calendarDaySchema.parse("2011-02-14"),
      endTime: calendarDaySchema.parse("2011-04-10"),
    },
    extra: {},
  },
  {
    kind: "rate",
    body: {
      ...RATE_DEFAULTS,
      name: "Five for hearts",
      pointHandle: "points",
      rateMicro: 50_000,
      productConditions: { "==": [{ var: "sku" }, "85123A"] },
    },
    extra: {},
  },
  ...(
    [
      ["Silver", 300],
      ["Gold", 800],
      ["Black", 1500],
    ] as const
  ).map(
    ([name, points]): NewDefinition<"tier"> => ({
      kind: "tier",
      body: { ...TIER_DEFAULTS, name, handle: name.toLowerCase(), valueMin: points * 100 },
      extra: {},
    }),
  ),
  {
    kind: "reward",
    body: {
      ...REWARD_DEFAULTS,
      name: "For points",
      handle: "for-points",
      type: "points",
      valueCents: cents(200),
      pointPrice: REWARD_PRICE,
      pricedIn: "points",
    },
    extra: {},
  },
  {
    kind: "reward",
    body: {
      ...REWARD_DEFAULTS,
      name: "For regulars",
      handle: "for-regulars",
      type: "spend",
      valueCents: cents(500),
    },
    extra: {},
  },
  {
    kind: "achievement",
    body: {
      ...ACHIEVEMENT_DEFAULTS,
      name: "Regular",
      handle: "regular",
      counts: "sales",
      levels: [
        {
          name: "Regular",
          description: null,
          displayNumber: 1,
          trigger: REGULAR_AT,
          repeats: false,
          repeatInterval: null,
          allowMultipleEarn: false,
          unlocks: [{ kind: "reward", ref: { handle: "for-regulars" } }],
          meta: null,
        },
      ],
    },
    extra: {},
  },
];
