import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { type Instant, instant, type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { naiveAggregations } from "#shared/testing/naive-aggregations.ts";
import { type AggregationContext, aggregationsOf, type ShopLocation } from "./aggregations.ts";
import { addShopDays, type CountedTransaction, shopDayChanges, shopDaysOf } from "./shop-day.ts";

const DAY_MS = 86_400_000;
const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const PERTH = timeZoneSchema.parse("Australia/Perth");
const ZONES = [MELBOURNE, PERTH, timeZoneSchema.parse("America/New_York")] as const;
const [carlton, perth, web] = [1, 2, 3].map((id) => locationIdSchema.parse(id));
const locations = new Map<LocationId, ShopLocation>(
  [
    [1, { type: "store", country: "AU", state: "VIC", region: "south" }] as const,
    [2, { type: null, country: "AU", state: null, region: "west" }] as const,
    [3, { type: " Online", country: "NZ", state: null, region: "web" }] as const,
  ].map(([id, location]) => [locationIdSchema.parse(id), location]),
);

/** Noon UTC of a day: the same day in Melbourne. */
const on = (day: string, time = "02:00:00Z"): Instant => instant(Date.parse(`${day}T${time}`));
const sale = (day: string | Instant, totalCents = 10_000, more = {}): CountedTransaction => ({
  locationId: carlton ?? null,
  currency: "AUD",
  exchangeRate: null,
  totalCents: cents(totalCents),
  totalOriginalCents: null,
  transactedAt: typeof day === "string" ? on(day) : day,
  timezone: MELBOURNE,
  isVoid: false,
  ...more,
});
const context: AggregationContext = {
  now: on("2026-06-15"),
  timezone: MELBOURNE,
  joinedAt: on("2026-01-01"),
  currency: "AUD",
  locations,
};
const figures = (
  transactions: readonly CountedTransaction[],
  more: Partial<AggregationContext> = {},
) => aggregationsOf(shopDaysOf(transactions), { ...context, ...more });

/**
 * Two years in which every boundary of a month, a leap day and both changes of the clocks occur.
 */
const FIRST = on("2023-01-15");
const moments = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 47 }))
  .map(([day, halfHour]) => instant(FIRST + day * DAY_MS + halfHour * 1_800_000));
const transactions: fc.Arbitrary<CountedTransaction> = fc.record({
  locationId: fc.constantFrom(carlton ?? null, perth ?? null, web ?? null, null),
  currency: fc.constantFrom("AUD", "AUD", "AUD", "NZD"),
  exchangeRate: fc.constant(null),
  totalCents: fc.integer({ min: -5_000, max: 20_000 }).map(cents),
  totalOriginalCents: fc.option(fc.integer({ min: 0, max: 30_000 }).map(cents)),
  transactedAt: moments,
  timezone: fc.constantFrom<TimeZone>(...ZONES),
  isVoid: fc.boolean(),
});
/** The states of one transaction, in the order in which they were written. */
const histories = fc.array(fc.array(transactions, { minLength: 1, maxLength: 4 }), {
  maxLength: 12,
});
const lastOf = (states: readonly CountedTransaction[]) => states.slice(-1);
const changesOf = (states: readonly CountedTransaction[]) =>
  states.map((state, index) => shopDayChanges(states[index - 1] ?? null, state));

describe("shop days", () => {
  it("[A1] add up to the transactions, whatever was corrected, voided or brought back, in any order", () => {
    const shuffled = histories.chain((all) => {
      const changes = all.flatMap(changesOf);
      const order = fc.shuffledSubarray(changes, { minLength: changes.length });
      return fc.tuple(fc.constant(all), order);
    });
    fc.assert(
      fc.property(shuffled, ([all, changes]) => {
        let days = addShopDays([]);
        for (const change of changes) days = addShopDays([...days, ...change]);
        expect(days).toEqual(shopDaysOf(all.flatMap(lastOf)));
      }),
    );
  });

  it("[A1] of a sale and its void are none", () => {
    const before = sale("2026-03-01");
    expect(shopDayChanges(before, before)).toEqual([]);
    expect(shopDayChanges(null, { ...before, isVoid: true })).toEqual([]);
    const gone = shopDayChanges(before, { ...before, isVoid: true });
    expect(addShopDays([...shopDaysOf([before]), ...gone])).toEqual([]);
  });

  it("[A1] take no more room for more sales on a day", () => {
    const many = Array.from({ length: 500 }, () => sale("2026-03-01"));
    expect(shopDaysOf(many)).toHaveLength(1);
  });

  it("[A2] T42: are by the zone of each sale", () => {
    const late = sale(instant(Date.parse("2026-11-30T23:30:00+08:00")), 100, { timezone: PERTH });
    const early = sale(instant(Date.parse("2026-12-01T02:00:00+11:00")));
    expect(early.transactedAt).toBeLessThan(late.transactedAt);
    expect(figures([late, early])).toMatchObject({
      firstShopDate: "2026-11-30",
      secondShopDate: "2026-12-01",
      secondShopDays: 1,
      totalShopDays: 2,
    });
  });
});

describe("aggregations", () => {
  it("[A3] agree with a plain recalculation from the transactions", () => {
    const whens = fc.tuple(moments, fc.option(moments), fc.constantFrom<TimeZone>(...ZONES));
    fc.assert(
      fc.property(
        fc.array(transactions, { maxLength: 30 }),
        whens,
        (all, [now, joinedAt, zone]) => {
          const wanted = { ...context, now, joinedAt, timezone: zone };
          expect(figures(all, wanted)).toEqual(naiveAggregations(all, wanted));
        },
      ),
      { numRuns: casesOf(150) },
    );
  });

  it("[A4] count from the latest shop day or from today, to the day a year before", () => {
    const all = [sale("2025-03-01", 100), sale("2025-03-02", 1000), sale("2026-03-01", 10_000)];
    expect(figures(all, { now: on("2026-03-02") })).toMatchObject({
      spend12mCents: 11_000,
      spend12mNowCents: 10_000,
      spendAllCents: 11_100,
    });
    const leap = [sale("2023-02-28", 100), sale("2023-03-01", 1000), sale("2024-02-29", 10_000)];
    expect(figures(leap)).toMatchObject({ spend12mCents: 11_000, spend12mNowCents: 0 });
  });

  it("[A5] T41: follow when the first of three sales is voided", () => {
    const all = ["2026-03-01", "2026-04-01", "2026-05-01"].map((day) => sale(day));
    expect(figures(all)).toMatchObject({
      firstShopDate: "2026-03-01",
      firstShopDays: 59,
      secondShopDate: "2026-04-01",
      secondShopDays: 31,
      previousShopDate: "2026-04-01",
      latestShopDays: 30,
      averageShopDays: 20,
      shopDays: 31,
      atRiskDate: "2026-06-30",
      dimensionFrequency: "FH",
    });
    const left = all.map((each, index) => ({ ...each, isVoid: index === 0 }));
    expect(figures(left)).toMatchObject({
      firstShopDate: "2026-04-01",
      secondShopDate: "2026-05-01",
      secondShopDays: 30,
      averageShopDays: null,
      atRiskDate: null,
      dimensionFrequency: "F2",
    });
  });

  it("[A5] T42: are nothing for somebody who brought everything back on the same day", () => {
    const all = [sale("2026-03-01", 8000), sale(on("2026-03-01", "07:00:00Z"), -8000)];
    expect(figures(all)).toMatchObject({
      spendAllCents: 0,
      spendAtvAllCents: 0,
      shopCount: 0,
      totalShopDays: 1,
      dimensionFrequency: "F1",
    });
    expect(figures([sale("2026-03-01", -8000)])).toMatchObject({
      spendAtvAllCents: 0,
      shopCount: 0,
    });
  });

  it("[A6] average over sales, returns subtracted, and over the discounts that are known", () => {
    const all = [
      sale("2026-03-01", 10_000, { totalOriginalCents: cents(12_000) }),
      sale("2026-03-02", 5000, { totalOriginalCents: cents(4000) }),
      sale("2026-03-03", 5000),
      sale("2026-03-04", -2000, { totalOriginalCents: cents(9000) }),
    ];
    expect(figures(all)).toMatchObject({ spendAtvAllCents: 6000, discountAvgCents: 1000 });
  });

  it("[A6] keep other currencies out of the money, but not out of the days", () => {
    const all = [sale("2026-03-01", 10_000), sale("2026-04-01", 500, { currency: "NZD" })];
    expect(figures(all)).toMatchObject({
      spendAllCents: 10_000,
      spendAtvAllCents: 10_000,
      totalShopDays: 2,
      shopCount: 2,
      latestShopSpendCents: 500,
      latestShopCurrency: "NZD",
    });
  });

  it("[A7] say how recent by calendar months, and how long ago somebody joined", () => {
    const latest = [sale("2026-03-15")];
    const recencies = [
      ["2026-06-14", "RC"],
      ["2026-06-15", "RS"],
      ["2026-09-15", "RA"],
      ["2027-03-15", "RI"],
      ["2028-03-15", "RL"],
      ["2031-03-14", "RL"],
      ["2031-03-15", "RR"],
    ] as const;
    for (const [day, dimensionRecency] of recencies) {
      expect(figures(latest, { now: on(day) }), day).toMatchObject({ dimensionRecency });
    }
    expect(figures([])).toMatchObject({ dimensionRecency: "RO", dimensionFrequency: "F0" });
    const joined = [
      [90, "JN"],
      [91, "JC"],
      [365, "JC"],
      [366, "J1"],
      [730, "J1"],
      [731, "J2"],
      [1096, "J3"],
    ] as const;
    for (const [days, dimensionJoin] of joined) {
      const now = instant((context.joinedAt ?? 0) + days * DAY_MS);
      expect(figures([], { now }), String(days)).toMatchObject({ dimensionJoin });
    }
    expect(figures([], { joinedAt: null })).toMatchObject({
      dimensionJoin: null,
      firstShopDays: null,
    });
  });

  it("[A7] tell frequent from occasional at more than 30 days", () => {
    const days = ["2026-01-01", "2026-02-15", "2026-04-01"].map((day) => sale(day));
    expect(figures(days)).toMatchObject({ averageShopDays: 30, dimensionFrequency: "FH" });
    const later = [...days.slice(0, 2), sale("2026-04-04")];
    expect(figures(later)).toMatchObject({ averageShopDays: 31, dimensionFrequency: "FL" });
  });

  it("[A8] name locations by sales and spend, and guess where somebody lives", () => {
    const at = (locationId: LocationId | undefined, day: string, totalCents: number) =>
      sale(day, totalCents, { locationId: locationId ?? null });
    const all = [
      at(carlton, "2026-03-01", 1000),
      at(carlton, "2026-03-02", 1000),
      at(perth, "2024-03-01", 50_000),
      at(web, "2026-04-01", 3000),
      at(undefined, "2026-05-01", 100),
    ];
    expect(figures(all)).toMatchObject({
      channel: "CM",
      mostTransactedLocation: carlton,
      latestTransactedLocation: web,
      mostSpendLocation: perth,
      mostSpend12mLocation: web,
      transactedLocations: [carlton, perth, web],
      likelyCountry: { value: "AU", score: 0.75 },
      likelyState: { value: "VIC", score: 1 },
      likelyRegion: { value: "south", score: 0.5 },
    });
    expect(figures([at(web, "2026-03-01", 1)])).toMatchObject({ channel: "CO" });
    expect(figures([at(perth, "2026-03-01", 1)])).toMatchObject({ channel: "CF" });
    expect(figures([at(carlton, "2026-03-01", -1)])).toMatchObject({
      channel: null,
      mostTransactedLocation: null,
      transactedLocations: [],
    });
  });

  it("[A3] don't depend on the order of the shop days", () => {
    const at = (locationId: LocationId | undefined, day: string) =>
      sale(day, 1_000, { locationId: locationId ?? null });
    const days = shopDaysOf([
      at(carlton, "2026-03-01"),
      at(perth, "2026-03-04"),
      at(web, "2026-03-09"),
    ]);
    const is = {
      firstShopDate: "2026-03-01",
      secondShopDays: 3,
      latestShopDays: 5,
      latestTransactedLocation: web,
    };
    expect(aggregationsOf(days, context)).toMatchObject(is);
    expect(aggregationsOf(days.toReversed(), context)).toMatchObject(is);
  });

  it("[A6] round what is a little below nothing to nothing", () => {
    const all = [1, 1, 1, -4].map((total) => sale("2026-03-01", total));
    expect(figures(all).spendAtvAllCents).toBe(0);
  });

  it("[A6] name one currency of the latest shop day: the tenant's, or the first", () => {
    const inCurrencies = (...all: readonly (readonly [string, number])[]) => {
      const days = shopDaysOf(
        all.map(([currency, total]) => sale("2026-03-01", total, { currency })),
      );
      return [days, days.toReversed()].map((each) => {
        const { latestShopCurrency, latestShopSpendCents } = aggregationsOf(each, context);
        return [latestShopCurrency, latestShopSpendCents];
      });
    };
    const both = (is: readonly unknown[]) => [is, is];
    expect(inCurrencies(["USD", 300], ["NZD", 500])).toEqual(both(["NZD", 500]));
    expect(inCurrencies(["AAA", 300], ["AUD", 500], ["NZD", 1])).toEqual(both(["AUD", 500]));
  });

  it("[A8] know nothing of a location that isn't known, nor of spend that came back", () => {
    const elsewhere = locationIdSchema.parse(99);
    const there = figures([sale("2026-03-01", 500, { locationId: elsewhere })]);
    expect(there).toMatchObject({
      mostTransactedLocation: elsewhere,
      likelyCountry: null,
      channel: "CF",
    });
    expect(figures([sale("2026-03-01", 500), sale("2026-03-01", -500)])).toMatchObject({
      mostTransactedLocation: carlton,
      mostSpendLocation: null,
    });
  });
});
