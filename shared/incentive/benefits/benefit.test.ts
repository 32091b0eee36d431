import { expect, test } from "vitest";
import type { Budget } from "#shared/incentive/budget.ts";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { benefitDefinition } from "#shared/testing/build.ts";
import { benefitRules } from "./benefit.ts";

const BUDGET: Budget = { countedIn: "money", total: 1_000, perProfile: null, whenReached: "stop" };
const problemOf = (more: Parameters<typeof benefitDefinition>[0]) =>
  benefitRules.problemOf(benefitDefinition(more));

test("[G1] a benefit has a budget in money only if it is worth any", () => {
  expect(problemOf({ budget: BUDGET, valueCents: cents(1) })).toBeNull();
  for (const valueCents of [null, cents(0)]) {
    expect(problemOf({ budget: BUDGET, valueCents })).toEqual({
      reason: "budget_without_worth",
    });
    expect(problemOf({ budget: { ...BUDGET, countedIn: "issues" }, valueCents })).toBeNull();
  }
});

test("[N2] a claim period may be one day, or open at either end", () => {
  const [day, before] = ["2026-03-02", "2026-03-01"].map((text) => calendarDaySchema.parse(text));
  const period = { claimPeriodStartAt: day ?? null, claimPeriodEndAt: day ?? null };
  expect(problemOf(period)).toBeNull();
  expect(problemOf({ ...period, claimPeriodStartAt: null })).toBeNull();
  expect(problemOf({ ...period, claimPeriodEndAt: null })).toBeNull();
  expect(problemOf({ ...period, claimPeriodEndAt: before ?? null })).toEqual({
    reason: "claim_ends_before_start",
  });
});
