import { describe, expect, test } from "vitest";
import { LIKELY_POINTS, likenessOf } from "./likeness.ts";
import { likenessKeysOf } from "./likeness-keys.ts";
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

  test("a last name may have a typo where the birthday is the same, and another counts against", () => {
    const [typo, other] = [{ lastName: "Hartmam" }, { lastName: "Klein" }];
    const ada = person("Ada", { lastName: "Hartman", ...born(1990) });
    expect(points(ada, person("Ada", { ...typo, ...born(1990) }))).toBe(70);
    expect(points(ada, person("Ada", { ...other, ...born(1990) }))).toBeLessThan(LIKELY_POINTS);
    // Somebody who takes another name when marrying keeps the phone number.
    expect(points(person("Ada", mobile), person("Ada", { ...other, ...mobile }))).toBe(50);
  });

  test("what nobody said is nothing that two have in common", () => {
    const unknown = person("Unknown", { lastName: "Unknown" });
    expect(likenessOf(unknown, unknown)).toEqual({ points: 0, reasons: [] });
    expect(likenessKeysOf(unknown)).toEqual([]);
  });

  test("[I23] whoever is alike has a key in common", () => {
    const firstNames = ["Thomas", "Tom", "Catherine", "Katherine", "Unknown"];
    const lastNames = ["Hartman", "Hartmam", "Artman", "Klein", "Unknown"];
    const day = { birthDay: 3, birthMonth: 4 };
    const birthdays = [{}, day, born(1990), { ...born(1990), birthDay: 4 }];
    const contacts = [
      {},
      { mobilePhone: "+61412000001", email: "t.hart@example.com" },
      { secondaryPhone: "+61412000001" },
      { email: "thart+a@example.org" },
    ];
    const people = firstNames.flatMap((firstName) =>
      lastNames.flatMap((lastName) =>
        birthdays.flatMap((birthday) =>
          contacts.map((contact) => person(firstName, { lastName, ...birthday, ...contact })),
        ),
      ),
    );
    const keysOf = new Map(people.map((one) => [one, likenessKeysOf(one)]));
    const missed = new Set<string>();
    let alike = 0;
    for (const [one, keys] of keysOf) {
      for (const [other, others] of keysOf) {
        const { points: score, reasons } = likenessOf(one, other);
        if (one === other || score < LIKELY_POINTS) continue;
        alike += 1;
        if (!keys.some((key) => others.includes(key))) missed.add(reasons.join(" "));
      }
    }
    expect(alike).toBeGreaterThan(1_000);
    // Neither name is the same, and a first letter is another one, or a last name unknown.
    expect([...missed].toSorted()).toEqual([
      "similar_first_name same_birthday",
      "similar_first_name similar_last_name same_birthday",
    ]);
  });

  test("a mailbox counts however its dots and plus are written", () => {
    const one = person("Ada", { email: "a.hart@example.com" });
    const other = person("Ada", { email: "ahart+shop@example.org" });
    expect(likenessOf(one, other).reasons).toContain("same_mailbox");
  });
});
