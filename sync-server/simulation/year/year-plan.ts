import {
  ACHIEVEMENT_DEFAULTS,
  type AchievementLevel,
} from "#shared/incentive/achievements/achievement.ts";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { BUDGET_MAX, type Budget } from "#shared/incentive/budget.ts";
import { CREDIT_DEFAULTS } from "#shared/incentive/credits/credit.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import type { NewDefinition } from "#sync-server/incentive/definitions.ts";

/** One shop in each of three zones, whose clocks change on different days. */
export const YEAR_ZONES = ["Europe/London", "America/New_York", "Australia/Melbourne"].map((zone) =>
  timeZoneSchema.parse(zone),
);

/** How a chain may differ from the usual one. */
export type Variant = {
  /** Put in front of each name and handle. */
  readonly prefix?: string;
  /** Budgets that are never used up, for everything that can have one. */
  readonly hasBudgets?: boolean;
  /** Nothing depends on when it arrives: achievements unlock nothing, and points don't expire. */
  readonly isTimeless?: boolean;
};

const PLENTY: Budget = {
  ...{ countedIn: "issues", total: BUDGET_MAX, perProfile: BUDGET_MAX, whenReached: "stop" },
};

/** The programme of a year's chain: points count double at one location. */
export const planOf = (
  doubled: LocationId | null,
  { prefix = "", hasBudgets = false, isTimeless = false }: Variant,
): readonly NewDefinition[] => {
  const budget = hasBudgets ? PLENTY : null;
  const unlocks = isTimeless
    ? []
    : [{ kind: "reward" as const, ref: { handle: `${prefix}thank-you` } }];
  return [
    {
      kind: "reward",
      body: {
        ...REWARD_DEFAULTS,
        budget,
        name: `${prefix}Thank you`,
        handle: `${prefix}thank-you`,
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
        budget,
        name: `${prefix}Stars`,
        handle: `${prefix}stars`,
        earnRateMicro: 10_000,
        exchangeMilliCents: 1_000,
        issuePeriod: 14,
        issuePeriodType: "days",
        expiryPeriod: isTimeless ? null : 6,
        expiryPeriodType: "months",
      },
      extra: {},
    },
    {
      kind: "point",
      body: {
        ...pointDefaults(ANY_CURRENCY),
        use: "tier",
        name: `${prefix}Tier points`,
        handle: `${prefix}tier-points`,
        earnRateMicro: 10_000,
        exchangeMilliCents: 0,
      },
      extra: {},
    },
    {
      kind: "reward",
      body: {
        ...REWARD_DEFAULTS,
        budget,
        name: `${prefix}For stars`,
        handle: `${prefix}for-stars`,
        type: "points",
        valueCents: cents(200),
        period: 30,
        pointPrice: 200,
        pricedIn: `${prefix}stars`,
      },
      extra: {},
    },
    {
      kind: "rate",
      body: {
        ...RATE_DEFAULTS,
        budget,
        name: `${prefix}Double in New York`,
        pointHandle: `${prefix}stars`,
        rateMicro: 20_000,
        locationId: doubled,
      },
      extra: {},
    },
    {
      kind: "rate",
      body: {
        ...RATE_DEFAULTS,
        budget,
        name: `${prefix}Usual`,
        pointHandle: `${prefix}stars`,
        rateMicro: 10_000,
      },
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
        body: {
          ...TIER_DEFAULTS,
          name,
          handle: `${prefix}${name.toLowerCase()}`,
          valueMin,
          programme: `${prefix}tier-points`,
        },
        extra: {},
      }),
    ),
    {
      kind: "achievement",
      body: {
        ...ACHIEVEMENT_DEFAULTS,
        name: `${prefix}Regular`,
        handle: `${prefix}regular`,
        counts: "sales",
        levels: [
          levelOf(5, { unlocks }),
          levelOf(10, { unlocks, repeats: true, repeatInterval: 5 }),
        ],
      },
      extra: {},
    },
    {
      kind: "achievement",
      body: {
        ...ACHIEVEMENT_DEFAULTS,
        name: `${prefix}Two hundred a month`,
        handle: `${prefix}month`,
        counts: "spend",
        period: "monthly",
        timezone: YEAR_ZONES[2] ?? null,
        levels: [levelOf(200, { unlocks, allowMultipleEarn: true })],
      },
      extra: {},
    },
    {
      kind: "benefit",
      body: {
        ...BENEFIT_DEFAULTS,
        budget,
        name: `${prefix}Coffee`,
        handle: `${prefix}coffee`,
        period: 2,
        periodType: "months",
        maxRedemptions: 2,
        isClaimable: true,
        isReclaimable: true,
      },
      extra: {},
    },
    {
      kind: "credit",
      body: {
        ...CREDIT_DEFAULTS,
        name: `${prefix}Gift card`,
        handle: `${prefix}gift-card`,
        valueCents: cents(1_000),
        period: 6,
        periodType: "months",
        requiresSecurityCode: false,
        creditType: "gift_card",
      },
      extra: {},
    },
  ];
};

const levelOf = (trigger: number, more: Partial<AchievementLevel>): AchievementLevel => ({
  name: `${trigger}`,
  description: null,
  displayNumber: trigger,
  trigger,
  repeats: false,
  repeatInterval: null,
  allowMultipleEarn: false,
  unlocks: [],
  meta: null,
  ...more,
});
