import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import {
  addMs,
  calendarDaySchema,
  type DayOrInstant,
  instant,
  periodTypeSchema,
} from "#shared/kernel/time.ts";
import { pointDefinition, rewardDefinition } from "#shared/testing/build.ts";
import { BENEFIT_DEFAULTS } from "./benefit.ts";
import { definitionRules, groupDefinitions } from "./definition.ts";
import { problemOfPeriod } from "./definition-rules.ts";

const LAST_DAY = calendarDaySchema.parse("2026-12-24");

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
