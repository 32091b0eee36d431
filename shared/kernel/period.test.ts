import { describe, expect, test } from "vitest";
import { expiryOf } from "./period.ts";
import { calendarDaySchema, instant, timeZoneSchema } from "./time.ts";
import { formatV3Local, parseLocal } from "./written-time.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const local = (at: number | null) => (at === null ? null : formatV3Local(instant(at), MELBOURNE));

describe("[W2] the expiry of something issued at 10 pm on 31 January 2026 in Melbourne", () => {
  const issuedAt = instant(parseLocal("2026-01-31 22:00:00", MELBOURNE) ?? 0);
  const expiry = (
    periodType: Parameters<typeof expiryOf>[2]["periodType"],
    period: number | null,
  ) => local(expiryOf(issuedAt, MELBOURNE, { period, periodType, absoluteExpiry: null }));
  test.for([
    ["days", 0, "2026-01-31 23:59:59"],
    ["days", 1, "2026-02-01 23:59:59"],
    ["weeks", 2, "2026-02-14 23:59:59"],
    ["months", 1, "2026-02-28 23:59:59"],
    ["years", 1, "2027-01-31 23:59:59"],
    ["absolute_week", null, "2026-02-01 23:59:59"],
    ["absolute_month", null, "2026-01-31 23:59:59"],
    ["days", null, null],
  ] as const)("%s %s: %s", ([type, period, expected]) => {
    expect(expiry(type, period)).toBe(expected);
  });

  test("absolute_date ends with that day, or never without one", () => {
    const absoluteExpiry = calendarDaySchema.parse("2026-12-24");
    const rule = { period: null, periodType: "absolute_date" } as const;
    expect(local(expiryOf(issuedAt, MELBOURNE, { ...rule, absoluteExpiry }))).toBe(
      "2026-12-24 23:59:59",
    );
    expect(expiryOf(issuedAt, MELBOURNE, { ...rule, absoluteExpiry: null })).toBeNull();
  });
});

test("[W2] T16: a shorter month ends the period on its last day, and a week ends on its Sunday", () => {
  const expiry = (issued: string, periodType: "months" | "absolute_week", period: number | null) =>
    local(
      expiryOf(instant(parseLocal(issued, MELBOURNE) ?? 0), MELBOURNE, {
        period,
        periodType,
        absoluteExpiry: null,
      }),
    );
  expect(expiry("2027-01-31 10:00:00", "months", 1)).toBe("2027-02-28 23:59:59");
  expect(expiry("2026-11-30 10:00:00", "months", 3)).toBe("2027-02-28 23:59:59");
  expect(expiry("2026-11-29 22:00:00", "absolute_week", null)).toBe("2026-11-29 23:59:59");
});
