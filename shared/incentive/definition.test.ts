import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { addMs, calendarDaySchema, type DayOrInstant, instant } from "#shared/kernel/time.ts";
import {
  achievementDefinition,
  achievementLevel,
  pointDefinition,
  rate,
  rewardDefinition,
} from "#shared/testing/build.ts";
import type { AchievementDefinition } from "./achievements/achievement.ts";
import { BENEFIT_DEFAULTS } from "./benefits/benefit.ts";
import { definitionRules, groupDefinitions } from "./definition.ts";
import { problemOfPeriod } from "./definition-rules.ts";

const LAST_DAY = calendarDaySchema.parse("2026-12-24");
const DAY_AFTER = calendarDaySchema.parse("2026-12-25");
const LAST_SECOND = instant(Date.UTC(2026, 11, 24, 23, 59, 59));
const BUDGET = { countedIn: "money", total: 100, perProfile: null, whenReached: "stop" } as const;

test("definitions are grouped by kind, each kind in the order of ids", () => {
  const id = (n: number) => ({ id: definitionIdSchema.parse(n) });
  const [late, early] = [pointDefinition(id(5)), pointDefinition(id(2))];
  const [last, first] = [rewardDefinition(id(9)), rewardDefinition(id(1))];
  expect(groupDefinitions([late, last, early, first])).toMatchObject({
    reward: [first, last],
    point: [early, late],
    tier: [],
    benefit: [],
    credit: [],
  });
});

test("a period reaches about a century, and no further", () => {
  const max = { days: 10_000, weeks: 5_000, months: 1_200, years: 100 } as const;
  for (const periodType of ["days", "weeks", "months", "years"] as const) {
    expect(problemOfPeriod(max[periodType], periodType, null)).toBeNull();
    expect(problemOfPeriod(max[periodType] + 1, periodType, null)).toEqual({
      reason: "period_too_long",
      max: max[periodType],
      periodType,
    });
  }
  for (const periodType of periodTypeSchema.options) {
    expect(problemOfPeriod(null, periodType, LAST_DAY)).toBeNull();
    expect(problemOfPeriod(20_000, periodType, LAST_DAY)).toMatchObject({
      reason: "period_too_long",
    });
  }
});

test("what expires on a day says which day", () => {
  expect(problemOfPeriod(null, "absolute_date", null)).toEqual({
    reason: "absolute_expiry_missing",
  });
  expect(
    definitionRules.reward.problemOf(rewardDefinition({ periodType: "absolute_date" })),
  ).toEqual({ reason: "absolute_expiry_missing" });
  expect(
    definitionRules.point.problemOf(pointDefinition({ expiryPeriodType: "absolute_date" })),
  ).toEqual({ reason: "absolute_expiry_missing" });
});

test("a reward's value is at most its maximum, if it has one", () => {
  const problemOf = (valueCents: number, maxValueCents: number | null, period: number | null = 1) =>
    definitionRules.reward.problemOf({
      ...rewardDefinition(),
      valueCents: cents(valueCents),
      maxValueCents: maxValueCents === null ? null : cents(maxValueCents),
      period,
    });
  expect(problemOf(500, 500)).toBeNull();
  expect(problemOf(501, 500)).toEqual({ reason: "value_over_max" });
  expect(problemOf(501, null)).toBeNull();
  expect(problemOf(501, null, 10_001)).toMatchObject({ reason: "period_too_long" });
});

test("[N1] a benefit is used once unless its definition says otherwise", () => {
  expect(BENEFIT_DEFAULTS.maxRedemptions).toBe(1);
});

test("[N2] a claim period ends no earlier than it starts, and a deleted benefit can't be claimed", () => {
  const day = calendarDaySchema.parse("2026-03-10");
  const noon = instant(Date.UTC(2026, 2, 10, 12));
  const problemOf = (from: DayOrInstant | null, to: DayOrInstant | null, period = 30) =>
    definitionRules.benefit.problemOf({
      ...BENEFIT_DEFAULTS,
      name: "Coffee",
      handle: "coffee",
      period,
      claimPeriodStartAt: from,
      claimPeriodEndAt: to,
    });
  const reversed = { reason: "claim_ends_before_start" };
  expect(problemOf(day, day)).toBeNull();
  expect(problemOf(noon, day)).toBeNull();
  expect(problemOf(day, noon)).toBeNull();
  expect(problemOf(noon, noon)).toBeNull();
  expect(problemOf(noon, addMs(noon, -1))).toEqual(reversed);
  expect(problemOf(calendarDaySchema.parse("2026-03-11"), day)).toEqual(reversed);
  expect(problemOf(noon, null)).toBeNull();
  expect(problemOf(null, noon)).toBeNull();
  expect(problemOf(null, null, 10_001)).toMatchObject({ reason: "period_too_long" });
  expect(definitionRules.benefit.retired).toMatchObject({
    isClaimable: false,
    isAssignable: false,
  });
});

test("points expire within a century too", () => {
  const problemOf = (expiryPeriod: number | null) =>
    definitionRules.point.problemOf({ ...pointDefinition(), expiryPeriod });
  expect(problemOf(null)).toBeNull();
  expect(problemOf(10_000)).toBeNull();
  expect(problemOf(10_001)).toMatchObject({ reason: "period_too_long", periodType: "days" });
});

const WINDOWS: readonly (readonly [DayOrInstant | null, DayOrInstant | null, isOpen: boolean])[] = [
  [null, null, true],
  [LAST_DAY, null, true],
  [null, LAST_DAY, true],
  [LAST_DAY, LAST_DAY, true],
  [LAST_SECOND, LAST_DAY, true],
  [DAY_AFTER, LAST_DAY, false],
  [addMs(LAST_SECOND, 1000), LAST_DAY, false],
  [LAST_SECOND, LAST_SECOND, true],
  [LAST_SECOND, addMs(LAST_SECOND, -1), false],
];

test.for(WINDOWS)("[Q1] [M1] from %s to %s is a window: %s", ([from, to, isOpen]) => {
  const ofRate = definitionRules.rate.problemOf(rate({ startTime: from, endTime: to }));
  expect(ofRate).toEqual(isOpen ? null : { reason: "ends_before_start" });
  const achievement = achievementDefinition({ startsAt: from, endsAt: to });
  const problem = definitionRules.achievement.problemOf(achievement);
  expect(problem).toEqual(isOpen ? null : { reason: "window_ends_before_start" });
});

test.for<readonly [Partial<AchievementDefinition>, object | null]>([
  [{ period: "weekly" }, null],
  [{ enableAnnualEarnCycle: true }, null],
  [{ period: "weekly", enableAnnualEarnCycle: true }, { reason: "two_cycles" }],
  [{ levels: [achievementLevel(5), achievementLevel(2)] }, null],
  [
    { levels: [achievementLevel(5), achievementLevel(2), achievementLevel(5)] },
    { reason: "same_trigger", index: 2 },
  ],
  [
    { levels: [achievementLevel(5, { repeats: true, repeatInterval: 1 }), achievementLevel(2)] },
    null,
  ],
  [
    { levels: [achievementLevel(5), achievementLevel(2, { repeats: true, repeatInterval: 1 })] },
    { reason: "only_last_repeats", index: 1 },
  ],
  [
    { levels: [achievementLevel(2), achievementLevel(5, { repeats: true })] },
    { reason: "repeat_interval_missing", index: 1 },
  ],
  [{ levels: [achievementLevel(2), achievementLevel(5, { repeatInterval: 1 })] }, null],
])("[M3] [M4] an achievement with %o has the problem %o", ([more, problem]) => {
  expect(definitionRules.achievement.problemOf(achievementDefinition(more))).toEqual(problem);
});

test("[M1] [M3] what an achievement counts, and in which cycles, never changes", () => {
  expect(definitionRules.achievement.fixed).toEqual([
    ...["counts", "period", "enableAnnualEarnCycle", "timezone"],
  ]);
});

const share = (funder: string, part: number) => ({ funder, share: part });
test.for([
  [[], null],
  [[share("acme", 10_000)], null],
  [[share("acme", 2500), share("brand", 7500)], null],
  [[share("acme", 2500), share("brand", 7499)], { reason: "funding_not_whole" }],
  [[share("acme", 2500), share("brand", 7501)], { reason: "funding_not_whole" }],
  [
    [share("acme", 2500), share("brand", 5000), share("acme", 2500)],
    { reason: "funder_twice", index: 2 },
  ],
  [[share("acme", 1), share("acme", 1)], { reason: "funder_twice", index: 1 }],
] as const)("[G8] who pays for a rate or for points: %o", ([shares, problem]) => {
  const funding = [...shares];
  expect(definitionRules.rate.problemOf(rate({ funding }))).toEqual(problem);
  expect(definitionRules.point.problemOf(pointDefinition({ funding }))).toEqual(problem);
});

test.for([
  ["hours", 10_000],
  ["days", 10_000],
  ["weeks", 5_000],
  ["months", 1_200],
  ["years", 100],
] as const)("[P9] points are pending for at most a century, in %s", ([issuePeriodType, max]) => {
  for (const [issuePeriod, isFine] of [
    [null, true],
    [max, true],
    [max + 1, false],
  ] as const) {
    const problem = isFine ? null : { reason: "delay_too_long", max, delayType: issuePeriodType };
    const delay = { issuePeriod, issuePeriodType };
    expect(definitionRules.rate.problemOf(rate(delay))).toEqual(problem);
    expect(definitionRules.point.problemOf(pointDefinition(delay))).toEqual(problem);
  }
});

test.for([
  ["reward", 1, null],
  ["reward", 0, "budget_without_worth"],
  ["tier", 1, "budget_of_tier_points"],
  ["tier", 0, "budget_of_tier_points"],
] as const)("[G1] a budget of %s points worth %i: %s", ([use, exchangeMilliCents, reason]) => {
  const definition = pointDefinition({ use, exchangeMilliCents, budget: BUDGET });
  expect(definitionRules.point.problemOf(definition)?.reason ?? null).toBe(reason);
  expect(definitionRules.point.problemOf({ ...definition, budget: null })).toBeNull();
  expect(definitionRules.rate.problemOf(rate({ budget: BUDGET }))).toBeNull();
});

test("[P8] [W9] what is deleted earns, counts and applies no more", () => {
  const { point, rate: ofRate, achievement } = definitionRules;
  expect(point.retired).toEqual({ earnRateMicro: 0, isArchived: true });
  for (const { retired } of [ofRate, achievement]) {
    expect(retired).toEqual({ isPublished: false, isArchived: true });
  }
});
