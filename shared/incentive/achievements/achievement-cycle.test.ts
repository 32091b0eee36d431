import { describe, expect, it, test } from "vitest";
import { calendarDaySchema, instant } from "#shared/kernel/time.ts";
import { cycleOf, cyclesStartOn, intoCycle, isInCycle } from "./achievement-cycle.ts";
import { NOTHING_UNLOCKED, type Unlocked } from "./unlocked.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const JOINED = day("2024-06-15");
const ANNUAL = { period: null, enableAnnualEarnCycle: true };
const LEVEL = { trigger: 5, at: instant(0) };

describe("[M3] a cycle", () => {
  test.for([
    ["daily", "2026-03-04", "2026-03-05"],
    ["weekly", "2026-03-02", "2026-03-09"],
    ["fortnightly", "2026-03-02", "2026-03-16"],
    ["monthly", "2026-03-01", "2026-04-01"],
    ["yearly", "2026-01-01", "2027-01-01"],
  ] as const)("%s of a Wednesday", ([period, from, before]) => {
    const rule = { period, enableAnnualEarnCycle: false };
    expect(cycleOf(rule, day("2026-03-04"), JOINED)).toEqual({ from, before });
  });

  it("never ends, or ends on an anniversary", () => {
    const on = (annual: boolean, text: string) =>
      cycleOf({ period: null, enableAnnualEarnCycle: annual }, day(text), JOINED);
    expect(on(false, "2026-03-04")).toEqual({ from: null, before: null });
    expect(on(true, "2026-06-14")).toEqual({ from: "2025-06-15", before: "2026-06-15" });
    expect(on(true, "2026-06-15")).toEqual({ from: "2026-06-15", before: "2027-06-15" });
  });

  const WEEK = { from: day("2026-03-02"), before: day("2026-03-09") };
  test.for([
    [WEEK, "2026-03-01", false, "2026-03-02"],
    [WEEK, "2026-03-02", true, "2026-03-02"],
    [WEEK, "2026-03-05", true, "2026-03-05"],
    [WEEK, "2026-03-08", true, "2026-03-08"],
    [WEEK, "2026-03-09", false, "2026-03-08"],
    [{ ...WEEK, from: null }, "2026-03-01", true, "2026-03-01"],
    [{ ...WEEK, before: null }, "2026-03-09", true, "2026-03-09"],
    [{ from: null, before: null }, "2026-03-09", true, "2026-03-09"],
  ] as const)("%o has %s: %s; the nearest day is %s", ([cycle, text, has, nearest]) => {
    expect(isInCycle(cycle, day(text))).toBe(has);
    expect(intoCycle(cycle, day(text))).toBe(nearest);
  });
});

describe("[M3] once a level was unlocked, a change to the day of joining moves no anniversary", () => {
  const CHANGED = day("2024-09-01");
  const FIRST = day("2025-06-15");
  const startOf = (unlocked: Partial<Unlocked>, joinedOn = CHANGED) =>
    cyclesStartOn(ANNUAL, joinedOn, [
      { cycle: JOINED, unlocked: NOTHING_UNLOCKED },
      { cycle: FIRST, unlocked: { ...NOTHING_UNLOCKED, ...unlocked } },
      { cycle: day("2026-06-15"), unlocked: { ...NOTHING_UNLOCKED, levels: [LEVEL] } },
    ]);

  test.for<Partial<Unlocked>>([
    { levels: [LEVEL] },
    { repeated: LEVEL },
    { taken: { levels: [5], repeated: null } },
    { taken: { levels: [], repeated: 5 } },
  ])("%o", (unlocked) => {
    expect(startOf(unlocked)).toBe(FIRST);
    expect(startOf(unlocked, JOINED)).toBe(JOINED);
  });

  it("and before that it does", () => {
    expect(startOf({})).toBe("2026-06-15");
    expect(cyclesStartOn(ANNUAL, CHANGED, [])).toBe(CHANGED);
    const none = [{ cycle: FIRST, unlocked: NOTHING_UNLOCKED }];
    expect(cyclesStartOn(ANNUAL, CHANGED, none)).toBe(CHANGED);
    const forLife = { period: null, enableAnnualEarnCycle: false };
    const unlocked = { ...NOTHING_UNLOCKED, levels: [LEVEL] };
    expect(cyclesStartOn(forLife, CHANGED, [{ cycle: null, unlocked }])).toBe(CHANGED);
  });
});
