import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitionIdSchema, locationIdSchema } from "#shared/kernel/ids.ts";
import { calendarDaySchema, instant, UTC } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { MELBOURNE, NOW, rate } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { NAIVE_CONDITIONS, naiveRate } from "#shared/testing/naive-earning.ts";
import type { Rate } from "./rate.ts";
import { type EarningOccasion, explainRates, rateOfProduct, ratesFor } from "./resolve-rate.ts";

const CARLTON = locationIdSchema.parse(1);
const FITZROY = locationIdSchema.parse(2);
const X = { brand: "X" };
const occasion = (more: Partial<EarningOccasion> = {}): EarningOccasion => ({
  pointHandle: "points",
  at: NOW,
  timezone: MELBOURNE,
  locationId: CARLTON,
  region: "vic",
  country: "AU",
  code: null,
  profile: { birth_year: 1950, flattened_tags: ["gold"] },
  isReturn: false,
  ratePriority: "product",
  ...more,
});
const day = (text: string) => calendarDaySchema.parse(text);
const local = (text: string) => parseLocal(text, MELBOURNE) ?? instant(0);
/** The names of the rates are their ids. */
const rates = (...all: readonly Partial<Rate>[]): readonly Rate[] =>
  all.map((more, index) => rate({ id: definitionIdSchema.parse(index + 1), ...more }));
const best = (all: readonly Rate[], at: EarningOccasion = occasion(), product = X) =>
  rateOfProduct(ratesFor(all, at), product)?.id ?? null;
const lossOf = (more: Partial<Rate>, at = occasion()) =>
  explainRates(rates(more), at, [X])[0]?.reason;

describe("[Q1] a rate applies", () => {
  it("unless something about the sale is against it, and says what", () => {
    expect(lossOf({})).toBeNull();
    expect(lossOf({ pointHandle: "wine" })).toBe("other_points");
    expect(lossOf({ isPublished: false })).toBe("not_published");
    expect(lossOf({ isArchived: true })).toBe("archived");
    expect(lossOf({ startTime: instant(NOW + 1) })).toBe("not_started");
    expect(lossOf({ endTime: instant(NOW - 1000) })).toBe("ended");
    expect(lossOf({ locationId: FITZROY })).toBe("location");
    expect(lossOf({ region: "nsw" })).toBe("region");
    expect(lossOf({ country: "NZ" })).toBe("country");
    expect(lossOf({ code: "SPRING" })).toBe("code");
    expect(lossOf({ profileConditions: { "<": [{ var: "birth_year" }, 1940] } })).toBe(
      "profile_conditions",
    );
    expect(lossOf({ productConditions: { "==": [{ var: "brand" }, "Y"] } })).toBe(
      "product_conditions",
    );
    expect(lossOf({ isPublished: false, country: "NZ" })).toBe("not_published");
  });

  it("with a code only to sales that give the code", () => {
    expect(lossOf({ code: "SPRING" }, occasion({ code: "SPRING" }))).toBeNull();
  });

  it("[Q1] T8: with a condition on a birth year that isn't known to nobody", () => {
    const senior = { profileConditions: { "<": [{ var: "birth_year" }, 1960] } };
    expect(lossOf(senior)).toBeNull();
    expect(lossOf(senior, occasion({ profile: { birth_year: null } }))).toBe("profile_conditions");
    expect(lossOf(senior, occasion({ profile: {} }))).toBe("profile_conditions");
  });

  it("on whole days where the sale happens, both ends included", () => {
    const christmas = { startTime: day("2026-12-24"), endTime: day("2026-12-24") };
    const on = (text: string) => lossOf(christmas, occasion({ at: local(text) }));
    expect(on("2026-12-23 23:59:59")).toBe("not_started");
    expect([on("2026-12-24 00:00:00"), on("2026-12-24 23:59:59")]).toEqual([null, null]);
    expect(on("2026-12-25 00:00:00")).toBe("ended");
    const lastMoment = instant(local("2026-12-24 23:59:59") + 999);
    expect(lossOf(christmas, occasion({ at: lastMoment }))).toBeNull();
  });
});

describe("[Q2] of the rates that apply, the best", () => {
  it("names the most of location, region, country and code", () => {
    const all = rates({ country: "AU", priority: 9 }, { country: "AU", region: "vic" });
    expect(best(all)).toBe(2);
  });

  it("then has the conditions that the priority prefers, whatever else it has", () => {
    const all = rates(
      { priority: 9 },
      { profileConditions: { in: ["gold", { var: "flattened_tags" }] } },
      { productConditions: { "==": [{ var: "brand" }, "X"] } },
    );
    expect(best(all)).toBe(3);
    expect(best(all, occasion({ ratePriority: "profile" }))).toBe(2);
  });

  it("then has the higher priority, started last, or has the lower number", () => {
    expect(best(rates({}, { priority: 1 }))).toBe(2);
    expect(best(rates({}, { startTime: instant(0) }, { startTime: instant(1) }))).toBe(3);
    expect(best(rates({}, {}))).toBe(1);
  });

  it("[Q2] is one only: that of the day inside that of the month", () => {
    const all = rates(
      { startTime: day("2026-12-01"), endTime: day("2026-12-31") },
      { startTime: day("2026-12-24"), endTime: day("2026-12-24") },
    );
    expect(best(all, occasion({ at: local("2026-12-24 23:59:59") }))).toBe(2);
    expect(best(all, occasion({ at: local("2026-12-31 23:59:59") }))).toBe(1);
  });

  it("is never a default while another applies", () => {
    const all = rates({ isDefault: true, locationId: CARLTON, priority: 9 }, {});
    expect(best(all)).toBe(2);
    expect(best(rates({ isDefault: true }))).toBe(1);
  });
});

describe("[Q3] products", () => {
  it("each have their own rate", () => {
    const all = rates({}, { productConditions: { "==": [{ var: "brand" }, "X"] } });
    expect([best(all), best(all, occasion(), { brand: "Y" })]).toEqual([2, 1]);
  });

  it("are no part of the total that no line explains", () => {
    const all = rates({ productConditions: { "!": [{ "==": [{ var: "brand" }, "X"] }] } });
    expect(rateOfProduct(ratesFor(all, occasion()), null)).toBeNull();
    expect(best(all, occasion(), { brand: "Y" })).toBe(1);
  });
});

it("[Q5] only defaults apply to a return whose sale isn't known", () => {
  const all = rates({}, { isDefault: true });
  expect(best(all, occasion({ isReturn: true }))).toBe(2);
  expect(lossOf({}, occasion({ isReturn: true }))).toBe("not_default");
});

it("[Q1] [Q2] leaves out what is behind a rate that always applies", () => {
  const [last, first] = [{ priority: 1 }, { priority: 9 }];
  const limited = (whenReached: "stop" | "warn") => ({
    budget: { countedIn: "issues", total: 5, perProfile: null, whenReached } as const,
  });
  const idsFor = (more: Partial<Rate>) =>
    ratesFor(rates(last, { ...first, ...more }), occasion()).map(({ id }) => id);
  expect(idsFor({})).toEqual([2]);
  expect(idsFor(limited("warn"))).toEqual([2]);
  expect(idsFor(limited("stop"))).toEqual([2, 1]);
  expect(idsFor({ productConditions: { "==": [{ var: "brand" }, "X"] } })).toEqual([2, 1]);
});

it("[Q4] [G3] says which rate its budget has no room for, and that the next applies", () => {
  const budget = { countedIn: "issues", total: 5, perProfile: null, whenReached: "stop" } as const;
  const onY = { productConditions: { "==": [{ var: "brand" }, "Y"] } };
  const all = rates({}, { priority: 1, budget }, { ...onY, budget }, { isArchived: true });
  const reasons = (...spent: readonly number[]) => {
    const ids = new Set(spent.map((id) => definitionIdSchema.parse(id)));
    return explainRates(all, occasion(), [X], ids).map(({ reason }) => reason);
  };
  expect(reasons()).toEqual(["outranked", null, "product_conditions", "archived"]);
  expect(reasons(2)).toEqual([null, "budget_reached", "product_conditions", "archived"]);
  expect(reasons(2, 3, 4)).toEqual([null, "budget_reached", "budget_reached", "archived"]);
});

it("[Q4] says why each other rate lost", () => {
  const all = rates({}, { priority: 1 }, { isArchived: true });
  const explained = explainRates(all, occasion(), [X]);
  expect(explained.map(({ rate: { id }, reason }) => [id, reason])).toEqual([
    [1, "outranked"],
    [2, null],
    [3, "archived"],
  ]);
});

const either = <T>(value: T) => fc.constantFrom(null, value);
const condition = fc.constantFrom(null, null, ...NAIVE_CONDITIONS.map((each) => each.condition));
const startOrEnd = fc.constantFrom(
  null,
  null,
  day("2026-03-03"),
  day("2026-03-04"),
  NOW,
  instant(NOW - 1000),
  instant(NOW + 500),
);
const anyRate = fc.record({
  pointHandle: fc.constantFrom("points", "points", "points", "wine"),
  priority: fc.integer({ min: 0, max: 2 }),
  locationId: either(CARLTON),
  region: either("vic"),
  country: either("AU"),
  code: either("SPRING"),
  profileConditions: condition,
  productConditions: condition,
  startTime: startOrEnd,
  endTime: startOrEnd,
  isDefault: fc.constantFrom(false, false, true),
  isPublished: fc.constantFrom(true, true, false),
  isArchived: fc.constantFrom(false, false, true),
});
const anyOccasion = fc.record({
  at: fc.constantFrom(NOW, instant(NOW + 999), instant(NOW + 43_200_000)),
  timezone: fc.constantFrom(MELBOURNE, UTC),
  locationId: fc.constantFrom(null, CARLTON, FITZROY),
  region: fc.constantFrom("vic", "nsw"),
  country: fc.constantFrom("AU", "NZ"),
  code: either("SPRING"),
  profile: fc.record({
    birth_year: fc.constantFrom(null, 1950, 1960),
    flattened_tags: fc.boolean().map((isGold) => (isGold ? ["gold"] : [])),
  }),
  isReturn: fc.constantFrom(false, false, false, true),
  ratePriority: fc.constantFrom("product" as const, "profile" as const),
});
const anyProduct = fc.constantFrom(null, X, { brand: "Y" }, { brand: null });

it("[Q1] [Q2] [Q3] agree with a second implementation, in whatever order the rates come", () => {
  fc.assert(
    fc.property(
      fc.array(anyRate, { maxLength: 6 }),
      anyOccasion,
      anyProduct,
      (all, at, product) => {
        const made = rates(...all);
        const expected = naiveRate(made, occasion(at), product);
        expect(rateOfProduct(ratesFor(made, occasion(at)), product)).toBe(expected);
        const explained = explainRates([...made].reverse(), occasion(at), [product]);
        const applied = explained.filter(({ reason }) => reason === null).map(({ rate }) => rate);
        expect(applied).toEqual(expected ? [expected] : []);
      },
    ),
    { numRuns: casesOf(3000) },
  );
});
