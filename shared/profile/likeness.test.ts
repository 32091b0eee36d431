import { describe, expect, test } from "vitest";
import { LIKELY_POINTS, likenessOf } from "./likeness.ts";
import { NO_DETAILS } from "./profile.ts";

const person = (firstName: string, more: object = {}) => ({
  ...NO_DETAILS,
  ...{ firstName, lastName: "Hart" },
  ...more,
});
const born = (birthYear: number) => ({ birthDay: 3, birthMonth: 4, birthYear });
const points = (...two: readonly [ReturnType<typeof person>, ReturnType<typeof person>]) =>
  likenessOf(...two).points;

describe("[I11] how likely two profiles are one person's", () => {
  const mobile = { mobilePhone: "+61412000001" };
  const tom = points(person("Thomas", mobile), person("Tom", { secondaryPhone: "+61412000001" }));

  test("Thomas and Tom with one mobile are listed", () => {
    expect(tom).toBeGreaterThanOrEqual(LIKELY_POINTS);
  });

  test("twins with the landline of their family aren't, and neither are namesakes", () => {
    const landline = { secondaryPhone: "+61398000001", ...born(1990) };
    const twins = points(person("Ada", landline), person("Bo", landline));
    const namesakes = points(person("Ada", born(1950)), person("Ada", born(1980)));
    expect(twins).toBeLessThan(LIKELY_POINTS);
    expect(namesakes).toBeLessThan(LIKELY_POINTS);
    expect(Math.max(twins, namesakes)).toBeLessThan(tom);
  });

  test("a name and a birthday are enough, and a name alone is too", () => {
    const reasons = ["same_first_name", "same_last_name", "same_birthday"];
    const found = likenessOf(person("Ada", born(1990)), person("ADA", born(1990)));
    expect(found).toEqual({ points: 75, reasons });
    expect(points(person("Ada"), person("Ada"))).toBe(50);
  });

  test("a mailbox counts however its dots and plus are written", () => {
    const one = person("Ada", { email: "a.hart@example.com" });
    const other = person("Ada", { email: "ahart+shop@example.org" });
    expect(likenessOf(one, other).reasons).toContain("same_mailbox");
  });
});
