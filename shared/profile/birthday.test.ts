import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import { DAY_MS } from "#shared/testing/build.ts";
import { birthdayOf } from "./birthday.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
/** 1 March 2025, 10:00 in Melbourne; still 28 February in UTC. */
const FIRST_OF_MARCH = instant(Date.UTC(2025, 1, 28, 23));

describe("birthdays", () => {
  it("are relative to the local day", () => {
    const birth = { birthDay: 1, birthMonth: 3, birthYear: 1990 };
    expect(birthdayOf(birth, FIRST_OF_MARCH, MELBOURNE)).toEqual({
      birthDate: "1990-03-01",
      nextBirthday: "2025-03-01",
      daysToNext: 0,
      daysSinceLast: 0,
    });
  });

  it("are next year once they have passed", () => {
    const birth = { birthDay: 28, birthMonth: 2, birthYear: null };
    expect(birthdayOf(birth, FIRST_OF_MARCH, MELBOURNE)).toEqual({
      birthDate: null,
      nextBirthday: "2026-02-28",
      daysToNext: 364,
      daysSinceLast: 1,
    });
  });

  it("on 29 February fall on the 28th outside leap years", () => {
    const birth = { birthDay: 29, birthMonth: 2, birthYear: 2000 };
    expect(birthdayOf(birth, FIRST_OF_MARCH, MELBOURNE)?.nextBirthday).toBe("2026-02-28");
  });

  it("are unknown without day and month", () => {
    for (const known of [{ birthDay: 3 }, { birthMonth: 3 }, {}]) {
      const birth = { birthDay: null, birthMonth: null, birthYear: 1990, ...known };
      expect(birthdayOf(birth, FIRST_OF_MARCH, MELBOURNE)).toBeNull();
    }
  });

  it("by law: the next is today or within a year, the last is the one before it, on the same day", () => {
    const day = fc.integer({ min: 1, max: 28 });
    const month = fc.integer({ min: 1, max: 12 });
    const today = fc.date({
      min: new Date("2023-01-01"),
      max: new Date("2029-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, month, today, (birthDay, birthMonth, at) => {
        const birth = { birthDay, birthMonth, birthYear: null };
        const found = birthdayOf(birth, instant(at.getTime()), UTC);
        const dayMs = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
        const nextMs = Date.parse(found?.nextBirthday ?? "");
        const lastMs = dayMs - (found?.daysSinceLast ?? 0) * DAY_MS;
        for (const ms of [nextMs, lastMs]) {
          expect(new Date(ms).getUTCDate()).toBe(birthDay);
          expect(new Date(ms).getUTCMonth()).toBe(birthMonth - 1);
        }
        expect(nextMs - dayMs).toBe((found?.daysToNext ?? 0) * DAY_MS);
        const isToday = at.getUTCDate() === birthDay && at.getUTCMonth() === birthMonth - 1;
        expect(found?.daysToNext === 0).toBe(isToday);
        expect(found?.daysSinceLast === 0).toBe(isToday);
        for (const days of [found?.daysToNext, found?.daysSinceLast]) {
          expect(days).toBeGreaterThanOrEqual(0);
          expect(days).toBeLessThan(366);
        }
      }),
      { numRuns: 300 },
    );
  });
});
