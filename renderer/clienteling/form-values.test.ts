import { expect, test } from "vitest";
import { PROFILES } from "#renderer/testing/store-facts.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { instant, UTC } from "#shared/kernel/time.ts";
import {
  changesOf,
  EMPTY_VALUES,
  type FormValues,
  formSchema,
  valuesOfProfile,
  valuesOfTyped,
} from "./form-values.ts";

const anna = assertDefined(PROFILES[0], "the sample has profiles");
const zoe = assertDefined(PROFILES[3], "the sample has profiles");

const RULE = { country: "AU", now: instant(Date.UTC(2026, 10, 28)), timezone: UTC };

const problems = (values: Partial<FormValues>, initial = EMPTY_VALUES, needsContact = true) => {
  const parsed = formSchema({ ...RULE, needsContact, initial }).safeParse({
    ...initial,
    ...values,
  });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
};

test.each([
  ["anna lee", { firstName: "Anna", lastName: "Lee" }],
  ["McDonald", { firstName: "McDonald" }],
  ["a.lee@example.com", { email: "a.lee@example.com" }],
  ["0412 345 678", { mobilePhone: "0412 345 678" }],
  ["+61 412 345 678", { mobilePhone: "+61 412 345 678" }],
  ["2900012345675", { card: "2900012345675" }],
  ["", {}],
])("the search text %s goes into the right field", (typed, expected) => {
  expect(valuesOfTyped(typed, false, "AU")).toEqual({ ...EMPTY_VALUES, ...expected });
});

test("scanned text is a card, whatever it looks like", () => {
  expect(valuesOfTyped("0412345678", true, "AU")).toEqual({ ...EMPTY_VALUES, card: "0412345678" });
});

test("a new customer needs a name and a contact", () => {
  expect(problems({})).toEqual(["firstName", "email"]);
  expect(problems({ lastName: "Lee", mobilePhone: "0412 345 678" })).toEqual([]);
  expect(problems({ firstName: "Anna", email: "anna@" })).toEqual(["email"]);
  expect(problems({ firstName: "Anna", mobilePhone: "12" })).toEqual(["mobilePhone"]);
});

test("a birthday is complete or empty, and a day that exists", () => {
  const named = { firstName: "Anna", email: "a@example.com" };
  expect(problems({ ...named, birthDay: "3" })).toEqual(["birthMonth"]);
  expect(problems({ ...named, birthDay: "31", birthMonth: "4" })).toEqual(["birthDay"]);
  expect(problems({ ...named, birthDay: "29", birthMonth: "2" })).toEqual([]);
  expect(problems({ ...named, birthDay: "45", birthMonth: "2" })).toContain("birthDay");
  expect(problems({ ...named, birthDay: "x", birthMonth: "2" })).toContain("birthDay");
});

test("one wrong birth year hides no other problem, and each is at its field", () => {
  const wrong = {
    email: "anna@",
    mobilePhone: "12",
    secondaryPhone: "none",
    birthDay: "31",
    birthMonth: "4",
  };
  const others = ["birthDay", "email", "firstName", "mobilePhone", "secondaryPhone"];
  for (const birthYear of ["84", "1879", "2027", "9999", "19x4"]) {
    expect(problems({ ...wrong, birthYear }).toSorted()).toEqual(
      [...others, "birthYear"].toSorted(),
    );
  }
  expect(problems({ ...wrong, birthYear: "1984" }).toSorted()).toEqual(others);
  expect(problems({ ...wrong, lastName: "x".repeat(121), birthYear: "2027" })).toContain(
    "lastName",
  );
});

test("a birth year is refused in words that are true of it", () => {
  const sentence = (birthYear: string) => {
    const values = { ...EMPTY_VALUES, firstName: "Anna", email: "a@example.com" };
    const schema = formSchema({ ...RULE, needsContact: true, initial: EMPTY_VALUES });
    const birth = { birthDay: "29", birthMonth: "11", birthYear };
    return schema.safeParse({ ...values, ...birth }).error?.issues.map(({ message }) => message);
  };
  expect(sentence("84")).toEqual(["Enter a year with four digits, like 1984."]);
  expect(sentence("1879")).toEqual(["Enter 1880 or a later year."]);
  expect(sentence("2027")).toEqual(["That date is in the future. Check the year."]);
  expect(sentence("9999")).toEqual(["That date is in the future. Check the year."]);
  expect(sentence("2026")).toEqual(["That date is in the future. Check the year."]);
  expect(sentence("2025")).toBeUndefined();
});

test("[S9] an edit sends only changed fields, normalised", () => {
  const values = { ...valuesOfProfile(anna), email: " Anna@Example.COM ", lastName: "Li" };
  expect(changesOf(anna, values, RULE)).toEqual({
    ok: true,
    value: { email: "anna@example.com", lastName: "Li" },
  });
});

test("an edit sends no characters that would reorder what stands beside them", () => {
  const values = { ...valuesOfProfile(anna), lastName: "Li\u202etxe", title: "Dr\u0007" };
  expect(changesOf(anna, values, RULE)).toEqual({
    ok: true,
    value: { lastName: "Litxe", title: "Dr" },
  });
});

test("writing the same value differently is no change", () => {
  const values = { ...valuesOfProfile(anna), mobilePhone: "0412 345 678" };
  expect(changesOf(anna, values, RULE)).toEqual({ ok: true, value: {} });
});

test("emptying a field clears it, and an unknown last name stays unknown", () => {
  const values = { ...valuesOfProfile(anna), email: "" };
  expect(changesOf(anna, values, RULE)).toEqual({ ok: true, value: { email: null } });
  expect(changesOf(zoe, { ...valuesOfProfile(zoe), firstName: "Zoe" }, RULE)).toEqual({
    ok: true,
    value: { firstName: "Zoe" },
  });
});

test("a value that was already wrong doesn't block an edit", () => {
  const old = { ...valuesOfProfile(anna), mobilePhone: "12" };
  expect(problems({ lastName: "Li" }, old, false)).toEqual([]);
  expect(problems({ mobilePhone: "13" }, old, false)).toEqual(["mobilePhone"]);
});
