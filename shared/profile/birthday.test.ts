import { describe, expect, it } from "vitest";
import { instant, timeZoneSchema } from "#shared/kernel/time.ts";
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
    expect(
      birthdayOf({ birthDay: null, birthMonth: null, birthYear: 1990 }, FIRST_OF_MARCH, MELBOURNE),
    ).toBeNull();
  });
});
