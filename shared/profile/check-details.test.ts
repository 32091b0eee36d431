import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import { checkChanges, checkDetails } from "./check-details.ts";
import type { ProfileDetails } from "./profile.ts";

const details = (more: Partial<ProfileDetails> = {}): ProfileDetails => ({
  title: null,
  firstName: "Anna",
  lastName: "Novak",
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
  ...more,
});
const NOW = instant(Date.UTC(2201, 0, 1));
const rule = { country: "AU", needsContact: false, now: NOW, timezone: UTC };
const problemsOf = (more: Partial<ProfileDetails>, by = rule) => {
  const checked = checkDetails(details(more), by);
  return checked.ok ? [] : checked.error;
};

describe("a birth date (DOMAIN §3.1)", () => {
  const day = fc.oneof(fc.constantFrom(1, 28, 29, 30, 31), fc.integer({ min: 1, max: 31 }));
  const month = fc.oneof(fc.constant(2), fc.integer({ min: 1, max: 12 }));
  const year = fc.oneof(
    fc.constantFrom(1900, 2000, 2023, 2024, 2100),
    fc.integer({ min: 1880, max: 2200 }),
  );
  const isInCalendar = (birthYear: number, birthMonth: number, birthDay: number): boolean =>
    new Date(Date.UTC(birthYear, birthMonth - 1, birthDay)).getUTCMonth() === birthMonth - 1;
  const noSuchDate = [{ field: "birthDay", reason: "no_such_date" }];

  test("exists in the calendar", () => {
    fc.assert(
      fc.property(day, month, year, (birthDay, birthMonth, birthYear) => {
        const problems = problemsOf({ birthDay, birthMonth, birthYear });
        expect(problems).toEqual(isInCalendar(birthYear, birthMonth, birthDay) ? [] : noSuchDate);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [1900, false],
    [2000, true],
    [2023, false],
    [2024, true],
    [2100, false],
  ])("29 February %i: %s", (birthYear, exists) => {
    const problems = problemsOf({ birthDay: 29, birthMonth: 2, birthYear });
    expect(problems).toEqual(exists ? [] : noSuchDate);
  });

  test("without a year exists in some year", () => {
    for (let birthMonth = 1; birthMonth <= 12; birthMonth += 1) {
      for (let birthDay = 1; birthDay <= 31; birthDay += 1) {
        const problems = problemsOf({ birthDay, birthMonth });
        expect(problems).toEqual(isInCalendar(2024, birthMonth, birthDay) ? [] : noSuchDate);
      }
    }
  });

  test.each([
    [{ birthYear: 1990 }, "birthDay"],
    [{ birthMonth: 2 }, "birthDay"],
    [{ birthMonth: 2, birthYear: 1990 }, "birthDay"],
    [{ birthDay: 3 }, "birthMonth"],
    [{ birthDay: 3, birthYear: 1990 }, "birthMonth"],
  ])("with only %o lacks its %s", (birth, field) => {
    expect(problemsOf(birth)).toEqual([{ field, reason: "birth_incomplete" }]);
  });
});

describe("a birth date in the future, by the tenant's calendar (DOMAIN §3.1)", () => {
  const inFuture = [{ field: "birthYear", reason: "birth_in_future" }];
  const at = (now: number, zone = "UTC") => ({
    ...rule,
    now: instant(now),
    timezone: timeZoneSchema.parse(zone),
  });
  const born = { birthDay: 28, birthMonth: 11, birthYear: 2026 };

  test.each([
    ["Australia/Melbourne", Date.UTC(2026, 10, 27, 13)],
    ["UTC", Date.UTC(2026, 10, 28)],
    ["America/New_York", Date.UTC(2026, 10, 28, 5)],
  ])("is refused until that day begins in %s", (zone, midnight) => {
    expect(problemsOf(born, at(midnight - 1, zone))).toEqual(inFuture);
    expect(problemsOf(born, at(midnight, zone))).toEqual([]);
  });

  test("is one of this year too, and a year that is to come", () => {
    const now = at(Date.UTC(2026, 2, 9, 12));
    expect(problemsOf({ birthDay: 10, birthMonth: 3, birthYear: 2026 }, now)).toEqual(inFuture);
    expect(problemsOf({ birthDay: 1, birthMonth: 10, birthYear: 2026 }, now)).toEqual(inFuture);
    expect(problemsOf({ birthDay: 9, birthMonth: 3, birthYear: 2026 }, now)).toEqual([]);
    expect(problemsOf({ birthDay: 31, birthMonth: 12, birthYear: 2025 }, now)).toEqual([]);
    expect(problemsOf({ birthDay: 1, birthMonth: 1, birthYear: 2027 }, now)).toEqual(inFuture);
  });

  test("is reported beside the other problems", () => {
    const entered = { birthYear: 2027, email: "anna@" };
    expect(problemsOf(entered, at(Date.UTC(2026, 10, 28)))).toEqual([
      { field: "email", reason: "not_an_email" },
      { field: "birthDay", reason: "birth_incomplete" },
      ...inFuture,
    ]);
  });
});

describe("contacts (DOMAIN §3.1)", () => {
  test("are normalised, national numbers with the country", () => {
    const entered = {
      email: " Anna@Example.COM ",
      mobilePhone: "0412 345 678",
      secondaryPhone: "+44 20 7946 0000",
    };
    expect(checkDetails(details(entered), rule)).toEqual({
      ok: true,
      value: details({
        email: "anna@example.com",
        mobilePhone: "+61412345678",
        secondaryPhone: "+442079460000",
      }),
    });
    const inBritain = checkDetails(details({ mobilePhone: "07911 123456" }), {
      ...rule,
      country: "GB",
    });
    expect(inBritain).toMatchObject({ value: { mobilePhone: "+447911123456" } });
  });

  test("with a country code are valid if the country is unknown; others aren't", () => {
    const nowhere = { ...rule, country: "XX" };
    expect(problemsOf({ mobilePhone: "+61 412 345 678" }, nowhere)).toEqual([]);
    expect(problemsOf({ mobilePhone: "0412 345 678" }, nowhere)).toHaveLength(1);
  });

  test("empty ones become null", () => {
    const empty = details({ email: "", mobilePhone: "", secondaryPhone: "" });
    expect(checkDetails(empty, rule)).toEqual({ ok: true, value: details() });
  });

  test("every invalid field is named", () => {
    const entered = { email: "anna@", mobilePhone: "12", secondaryPhone: "none", birthDay: 3 };
    expect(problemsOf(entered)).toEqual([
      { field: "email", reason: "not_an_email" },
      { field: "mobilePhone", reason: "not_a_phone" },
      { field: "secondaryPhone", reason: "not_a_phone" },
      { field: "birthMonth", reason: "birth_incomplete" },
    ]);
  });

  test("an email or a mobile phone is required if contact is needed (DOMAIN §20.2)", () => {
    const needed = { ...rule, needsContact: true };
    const missing = [{ field: "email", reason: "contact_missing" }];
    expect(problemsOf({}, needed)).toEqual(missing);
    expect(problemsOf({ secondaryPhone: "0412 345 678" }, needed)).toEqual(missing);
    expect(problemsOf({ email: "a@example.com" }, needed)).toEqual([]);
    expect(problemsOf({ mobilePhone: "0412 345 678" }, needed)).toEqual([]);
    expect(problemsOf({}, rule)).toEqual([]);
  });
});

describe("an edit of details (DOMAIN §3.1)", () => {
  const edited = (before: Partial<ProfileDetails>, changes: Partial<ProfileDetails>) =>
    checkChanges(details(before), changes, rule);

  test("is normalised as a new record is", () => {
    expect(edited({}, { email: " Anna@Example.COM " })).toEqual({
      ok: true,
      value: details({ email: "anna@example.com" }),
    });
  });

  test.for<[Partial<ProfileDetails>]>([
    [{ mobilePhone: "12" }],
    [{ email: "anna@", mobilePhone: "12" }],
    [{ birthDay: 3 }],
    [{ birthMonth: 2 }],
    [{ birthYear: 1990 }],
    [{ birthDay: 31, birthMonth: 2 }],
    [{ birthDay: 31, birthMonth: 2, birthYear: 1990 }],
    [{ birthDay: 1, birthMonth: 1, birthYear: 2202 }],
  ])("leaves what is wrong with %o as it is, if it's about something else", ([wrong]) => {
    expect(edited(wrong, { firstName: "Anne", secondaryPhone: "0412 345 678" })).toEqual({
      ok: true,
      value: details({ ...wrong, firstName: "Anne", secondaryPhone: "+61412345678" }),
    });
  });

  test("is refused for what it changes, and only for that", () => {
    expect(edited({ email: "anna@" }, { mobilePhone: "12" })).toEqual({
      ok: false,
      error: [{ field: "mobilePhone", reason: "not_a_phone" }],
    });
  });

  test.for<[Partial<ProfileDetails>]>([
    [{ birthDay: 30 }],
    [{ birthMonth: 2 }],
    [{ birthYear: 1990 }],
  ])("of a part of the birth date, %o, is about the whole of it", ([changes]) => {
    const before = { birthDay: 30, birthMonth: 2, birthYear: 1990 };
    expect(edited(before, changes)).toEqual({
      ok: false,
      error: [{ field: "birthDay", reason: "no_such_date" }],
    });
  });

  test("corrects a birth date", () => {
    const before = { birthDay: 30, birthMonth: 2, birthYear: 1990 };
    expect(edited(before, { birthMonth: 3 })).toMatchObject({ ok: true, value: { birthMonth: 3 } });
  });
});
