import { describe, expect, it, test } from "vitest";
import {
  addUse,
  type Budget,
  type BudgetUse,
  isNoUse,
  limitReached,
  marksReached,
  NO_USE,
  problemOfBudget,
  subtractUse,
} from "./budget.ts";

const budget = (more: Partial<Budget> = {}): Budget => ({
  ...{ countedIn: "money", total: 1000, perProfile: 300, whenReached: "stop" },
  ...more,
});
const use = (cents: number, issues = 1): BudgetUse => ({ cents, issues });
const reached = (limit: "total" | "per_profile", left: number, countedIn = "money") => ({
  ...{ reason: "budget_reached", limit, countedIn, left },
});

describe("[G2] [G3] an issue fits a budget whole or not at all", () => {
  test.for<readonly [all: number, own: number, added: number, object | null]>([
    [900, 0, 100, null],
    [900, 0, 101, reached("total", 100)],
    [1000, 0, 1, reached("total", 0)],
    [1200, 0, 1, reached("total", 0)],
    [0, 200, 100, null],
    [0, 200, 101, reached("per_profile", 100)],
    [900, 200, 101, reached("total", 100)],
    // What adds nothing always fits.
    [1200, 400, 0, null],
    [1200, 400, -1, null],
  ])("%i used by all and %i by this profile, %i more", ([all, own, added, over]) => {
    const so = { all: use(all), own: use(own) };
    expect(limitReached(budget(), so, use(added))).toEqual(over);
  });

  it("counts issues instead of money if it says so", () => {
    const counted = budget({ countedIn: "issues", total: 2, perProfile: null });
    const overAfter = (issues: number) =>
      limitReached(counted, { all: use(5000, issues), own: use(5000, issues) }, use(9999, 1));
    expect(overAfter(1)).toBeNull();
    expect(overAfter(2)).toEqual(reached("total", 0, "issues"));
  });

  it("and any, without a limit or with one that only warns", () => {
    const so = { all: use(5000), own: use(5000) };
    expect(limitReached(null, so, use(1))).toBeNull();
    expect(limitReached(budget({ whenReached: "warn" }), so, use(1))).toBeNull();
    const perProfile = limitReached(budget({ total: null }), so, use(1));
    expect(perProfile).toEqual(reached("per_profile", 0));
    expect(limitReached(budget({ perProfile: null, total: 5001 }), so, use(1))).toBeNull();
  });
});

describe("[G6] use is worth an event", () => {
  test.for([
    [799, []],
    [800, [80]],
    [999, [80]],
    [1000, [80, 100]],
    [2000, [80, 100]],
  ] as const)("at 80 and 100%% of the total: %i of 1000", ([cents, marks]) => {
    expect(marksReached(budget(), use(cents))).toEqual(marks);
    const issues = budget({ countedIn: "issues" });
    expect(marksReached(issues, use(0, cents))).toEqual(marks);
    expect(marksReached(budget({ total: null }), use(cents))).toEqual([]);
  });
});

test("[G4] use adds up, and goes down again", () => {
  expect(addUse(use(300, 2), use(50, 1))).toEqual(use(350, 3));
  expect(subtractUse(use(300, 2), use(50, 1))).toEqual(use(250, 1));
  expect([use(0, 0), NO_USE, use(0, 1), use(1, 0), use(1, 1)].map(isNoUse)).toEqual([
    ...[true, true, false, false, false],
  ]);
});

describe("[G1] a budget", () => {
  test.for<readonly [Budget | null, worth: boolean, reason: string | null]>([
    [null, false, null],
    [budget(), true, null],
    [budget({ total: null }), true, null],
    [budget({ perProfile: null }), true, null],
    [budget({ total: null, perProfile: null }), true, "budget_without_limit"],
    [budget({ total: null, perProfile: null }), false, "budget_without_limit"],
    [budget(), false, "budget_without_worth"],
    [budget({ countedIn: "issues" }), false, null],
  ])("%o of what is worth money (%s): %s", ([given, isWorthMoney, reason]) => {
    expect(problemOfBudget(given, isWorthMoney)?.reason ?? null).toBe(reason);
  });
});
