import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { earningSale, pointDefinition, rate } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { naivePointsKept } from "#shared/testing/naive-earning.ts";
import {
  type EarningLine,
  type EarningSale,
  earningParts,
  type PointsDecider,
  pointsEarned,
  pointsKept,
  type ReturnedGoods,
} from "./earned-points.ts";
import type { PointDefinition } from "./point.ts";
import type { Rate } from "./rate.ts";
import { rateOfProduct } from "./resolve-rate.ts";

/** A rate that earns this many whole points per dollar, and a definition that does. */
const TIMES = 10_000;
const times = (n: number, more: Partial<Rate> = {}): Rate =>
  rate({ rateMicro: n * TIMES, ...more });
const points = (more: Partial<PointDefinition> = {}): PointDefinition =>
  pointDefinition({ decimals: 0, earnRateMicro: TIMES, ...more });
const brand = (name: string) => ({ productConditions: { "==": [{ var: "brand" }, name] } });

const line = (kind: string, cents: number, more: Partial<EarningLine> = {}): EarningLine => ({
  kind,
  lineType: "goods",
  cents,
  taxCents: 0,
  product: { brand: kind, department: kind },
  ...more,
});
const sale = (lines: readonly EarningLine[], more: Partial<EarningSale> = {}): EarningSale =>
  earningSale(
    lines.reduce((sum, each) => sum + each.cents, 0),
    { lines, ...more },
  );
const back = (...lines: readonly EarningLine[]): ReturnedGoods => ({
  totalCents: lines.reduce((sum, each) => sum + each.cents, 0),
  lines,
});
/** In whole points. */
const kept = (
  sold: EarningSale,
  returns: readonly ReturnedGoods[] = [],
  { definition = points(), rates = [] }: Partial<PointsDecider> = {},
) => pointsKept(sold, returns, { definition, rates }) / 100;

describe("[P1] [Q3] a sale earns", () => {
  const basket = sale([line("X", 4000), line("Y", 6000)]);

  it("[Q2] T12: for each line at its own rate, by the priority", () => {
    const gold = times(2, { id: definitionIdSchema.parse(21) });
    expect(kept(basket, [], { rates: [times(3, brand("X")), gold] })).toBe(240);
    expect(kept(basket, [], { rates: [gold, times(3, brand("X"))] })).toBe(200);
  });

  it("[Q3] nothing for what has a rate of 0", () => {
    const smoke = sale([line("tobacco", 3000), line("other", 7000)]);
    expect(kept(smoke, [], { rates: [times(0, brand("tobacco"))] })).toBe(70);
  });

  it("[P1] T10: exactly for each line, rounded down once; what comes back is rounded so that nothing is left", () => {
    const shirts = ["a", "b", "c"].map((kind) => line(kind, 995));
    const returns = shirts.map((shirt) => back(shirt));
    const left = [0, 1, 2, 3].map((n) => kept(sale(shirts), returns.slice(0, n)));
    expect(left).toEqual([29, 19, 9, 0]);
  });

  it("at the rate of the definition for what no line explains", () => {
    expect(kept(earningSale(10_000, { lines: [line("X", 4000)] }))).toBe(100);
    const rates = [times(3, brand("X"))];
    expect(kept(earningSale(10_000, { lines: [line("X", 4000)] }), [], { rates })).toBe(180);
  });

  it("for each line less its share of a discount on the whole", () => {
    const rates = [times(3, brand("X"))];
    const reduced = earningSale(5000, { lines: [line("X", 4000), line("Y", 6000)] });
    expect(kept(reduced, [], { rates })).toBe(60 + 30);
  });

  it("nothing below zero, even if what is exchanged had earned more", () => {
    const exchange = sale([line("Y", 5000), line("X", -4000)]);
    expect(kept(exchange, [], { rates: [times(3, brand("X"))] })).toBe(0);
    expect(kept(exchange)).toBe(10);
  });
});

describe("[P8] what earns", () => {
  it("[P8] isn't what was paid with earlier rewards, points or gift cards, unless they earn", () => {
    const payments = [
      { code: "REWARD", cents: 2000 },
      { code: "Gift-Card", cents: 3000 },
      { code: "EFTPOS", cents: 5000 },
    ];
    const goods = sale([line("X", 10_000)], { payments });
    const paid = (unearningTenders: string[]) =>
      kept(goods, [], { definition: points({ unearningTenders }) });
    expect(kept(goods)).toBe(50);
    expect(paid(["rewards", "reward", "points"])).toBe(80);
    expect(paid([])).toBe(100);
    expect(kept(sale([line("X", 1000)], { payments }))).toBe(0);
  });

  it("[P8] T14: is the tax or isn't, but no shipping and no fees; goods that come back leave nothing", () => {
    const goods = line("X", 10_000, { taxCents: 909 });
    const web = sale([goods, line("S", 800, { lineType: "shipping" })]);
    const full = { ...web, totalCents: 10_900, feesCents: 100 };
    const without = points({ earnsOnTax: false });
    expect(kept(full)).toBe(100);
    expect(kept(full, [], { definition: without })).toBe(90);
    for (const returned of [back(goods), { totalCents: 10_000, lines: [] }]) {
      expect(kept(full, [returned])).toBe(0);
      expect(kept(full, [returned], { definition: without })).toBe(0);
    }
    const all = points({ earnsOn: ["goods", "shipping", "fee"] });
    expect(kept(full, [], { definition: all })).toBe(109);
  });

  it("[P8] isn't a gift card that is bought, nor what is bought with one: never both", () => {
    const card = line("card", 5000, { lineType: "gift_card" });
    expect(kept(sale([line("shoes", 10_000), card]))).toBe(100);
    const payments = [{ code: "gift card", cents: 5000 }];
    const later = sale([line("shoes", 5000)], { payments });
    expect(kept(later)).toBe(0);
    expect(kept(later, [], { definition: points({ unearningTenders: [] }) })).toBe(50);
  });

  it("isn't a sale to staff if the definition says so", () => {
    const staff = sale([line("X", 10_000)], { isStaffSale: true });
    expect(kept(staff)).toBe(100);
    expect(kept(staff, [], { definition: points({ earnsOnStaffSales: false }) })).toBe(0);
  });
});

describe("[P5] what comes back", () => {
  const X = line("X", 4000);
  const Y = line("Y", 6000);
  const rates = [times(3, brand("X")), times(2, { id: definitionIdSchema.parse(21) })];

  it("takes back what its own line earned", () => {
    expect(kept(sale([X, Y]), [back(X)], { rates })).toBe(120);
    expect(kept(sale([X, Y]), [back(Y)], { rates })).toBe(120);
    expect(kept(sale([X, Y]), [back(line("X", 1000))], { rates })).toBe(210);
  });

  it("without lines, or with unknown ones, is taken evenly from what earns", () => {
    expect(kept(sale([X, Y]), [{ totalCents: 5000, lines: [] }], { rates })).toBe(120);
    expect(kept(sale([X, Y]), [back(line("Z", 5000))], { rates })).toBe(120);
  });

  it("is no more than was paid back", () => {
    expect(kept(sale([X, Y]), [{ totalCents: 1000, lines: [X] }], { rates })).toBe(210);
  });

  it("takes its share of what was paid with unearning tenders", () => {
    const half = sale([X, Y], { payments: [{ code: "points", cents: 5000 }] });
    expect(kept(half)).toBe(50);
    expect(kept(half, [back(X)])).toBe(30);
  });

  it("without its sale takes back what it would earn, rounded towards zero", () => {
    const alone = earningSale(-1999, { lines: [line("X", -1999)] });
    const by = { definition: points(), rates: [] };
    expect(pointsEarned(alone, by)).toBe(-1900);
    expect(Object.is(pointsEarned(earningSale(-99), by), 0)).toBe(true);
  });
});

const kinds = ["X", "Y", "Z"] as const;
const anyLine = fc.record({
  kind: fc.constantFrom(...kinds),
  cents: fc.integer({ min: 1, max: 300 }),
  taxPercent: fc.integer({ min: 0, max: 25 }),
  lineType: fc.constantFrom(
    "goods" as const,
    "goods" as const,
    "goods" as const,
    "gift_card" as const,
    "shipping" as const,
  ),
});
const anyLines = fc
  .array(anyLine, { minLength: 1, maxLength: 5 })
  .map((all) =>
    all.map(({ kind, cents, taxPercent, lineType }) =>
      line(kind, cents, { lineType, taxCents: Math.floor((cents * taxPercent) / 100) }),
    ),
  );
const anySale = fc
  .record({
    lines: anyLines,
    more: fc.integer({ min: -50, max: 100 }),
    feesCents: fc.integer({ min: 0, max: 50 }),
    payments: fc.array(
      fc.record({
        code: fc.constantFrom("CASH", "points", "GIFT CARD"),
        cents: fc.integer({ min: 0, max: 200 }),
      }),
      { maxLength: 3 },
    ),
    isStaffSale: fc.boolean(),
  })
  .map(({ more, lines, ...rest }) =>
    earningSale(Math.max(1, sale(lines).totalCents + more), { lines, ...rest }),
  );
const anyReturn = fc
  .record({
    lines: fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), cents: fc.integer({ min: 0, max: 300 }) }),
      { maxLength: 3 },
    ),
    totalCents: fc.integer({ min: 1, max: 600 }),
  })
  .map(({ lines, totalCents }) => ({ totalCents, lines }));
const anyDecider = fc
  .record({
    decimals: fc.integer({ min: 0, max: 2 }),
    earnRateMicro: fc.integer({ min: 0, max: 50_000 }),
    earnsOn: fc.subarray([
      "goods" as const,
      "gift_card" as const,
      "shipping" as const,
      "fee" as const,
    ]),
    earnsOnTax: fc.boolean(),
    earnsOnStaffSales: fc.boolean(),
    rates: fc.array(
      fc.record({ n: fc.integer({ min: 0, max: 50_000 }), only: fc.constantFrom("X", "Y", null) }),
      { maxLength: 3 },
    ),
  })
  .map(({ rates, ...definition }) => ({
    definition: points(definition),
    rates: rates.map(({ n, only }) =>
      rate({ rateMicro: n, ...(only === null ? {} : brand(only)) }),
    ),
  }));

it("[P1] [P5] [P8] agree with a second implementation", () => {
  fc.assert(
    fc.property(anySale, fc.array(anyReturn, { maxLength: 3 }), anyDecider, (sold, returns, by) => {
      const expected = naivePointsKept(sold, returns, by, (product) =>
        rateOfProduct(by.rates, product),
      );
      expect(pointsKept(sold, returns, by)).toBe(expected);
    }),
    { numRuns: casesOf(3000) },
  );
});

it("[Q7] parts lack less than a hundredth each of what the sale earns, before it is rounded", () => {
  fc.assert(
    fc.property(anySale, anyDecider, (sold, by) => {
      const exact = { ...by, definition: { ...by.definition, decimals: 2 } };
      const parts = earningParts(sold, exact);
      const sum = parts.reduce((all, { points }) => all + points, 0);
      const whole = pointsEarned(sold, exact);
      expect(whole - sum).toBeGreaterThanOrEqual(0);
      expect(whole - sum).toBeLessThan(Math.max(1, parts.length));
      for (const { line, lineType } of parts) {
        expect(line === null ? "" : sold.lines[line]?.lineType).toBe(line === null ? "" : lineType);
      }
    }),
    { numRuns: 1000 },
  );
});

describe("[P8] [Q7] the parts of a sale that earn", () => {
  const LINES = [line("X", 4000), line("card", 1000, { lineType: "gift_card" }), line("free", 0)];
  const ALL = points({ decimals: 2, earnsOn: ["goods", "fee"] });
  const partsOf = (sold: EarningSale, definition = ALL) =>
    earningParts(sold, { definition, rates: [times(2, brand("X"))] }).map(
      ({ line, lineType, cents, points: earned, rate: by }) =>
        [line, lineType, cents, earned, by?.rateMicro ?? null] as const,
    );

  it("are its lines, its fees and what neither explains, each at its rate", () => {
    const sold = earningSale(6000, { lines: LINES, feesCents: 300 });
    expect(partsOf(sold)).toEqual([
      [0, "goods", 4000, 8000, 20_000],
      [null, "fee", 300, 300, null],
      [null, "goods", 700, 700, null],
    ]);
    const paid = { ...sold, payments: [{ code: "Gift Card", cents: 3000 }] };
    expect(partsOf(paid).map(([, , , earned]) => earned)).toEqual([4000, 150, 350]);
  });

  it("are none of a sale that earns nothing", () => {
    expect(partsOf(sale([line("X", 0)]))).toEqual([]);
    expect(partsOf(sale([line("X", -500)]))).toEqual([]);
    const staff = sale([line("X", 500)], { isStaffSale: true });
    expect(partsOf(staff)).toHaveLength(1);
    expect(partsOf(staff, points({ earnsOnStaffSales: false }))).toEqual([]);
  });
});

it("[P5] nothing is left when everything came back, however it is split and in any order", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(anySale, shares, fc.boolean(), anyDecider, (sold, parts, named, by) => {
      const all = parts.reduce((sum, part) => sum + part, 0);
      let before = 0;
      const returns = parts.map((part) => {
        const upTo = before + part;
        const cut = (cents: number) =>
          Math.floor((cents * upTo) / all) - Math.floor((cents * before) / all);
        const lines = named ? sold.lines.map((each) => ({ ...each, cents: cut(each.cents) })) : [];
        const returned = { totalCents: cut(sold.totalCents), lines };
        before = upTo;
        return returned;
      });
      expect(pointsKept(sold, returns, by)).toBe(0);
      expect(pointsKept(sold, [...returns].reverse(), by)).toBe(0);
      // Each return takes something back, or leaves it: it never adds any.
      const steps = parts.map((_, n) => pointsKept(sold, returns.slice(0, n), by));
      expect(steps).toEqual([...steps].sort((a, b) => b - a));
    }),
    { numRuns: 2000 },
  );
});

describe("[A10] a sale in another currency", () => {
  const at = (rateE8: number, from = "USD") => ({ exchangeRate: { from, to: "AUD", rateE8 } });
  const cent = points({ decimals: 2 });

  it("earns for what it comes to in the tenant's, rounded once", () => {
    const lines = [line("X", 333), line("Y", 333), line("Z", 334)];
    expect(kept(sale(lines, at(150_000_000)), [], { definition: cent })).toBe(15);
    // 3.33 at 1.11 is 3.6963; each line rounded by itself would come to another sum.
    expect(kept(sale([line("X", 333)], at(111_000_000)), [], { definition: cent })).toBe(3.69);
    expect(kept(sale([line("X", 1000)], at(1_040_000, "JPY")), [], { definition: cent })).toBe(
      10.4,
    );
    expect(kept(sale([line("X", 1000)], { exchangeRate: null }))).toBe(10);
  });

  it("has parts in the tenant's currency", () => {
    const [part] = earningParts(sale([line("X", 1000)], at(150_000_000)), {
      definition: cent,
      rates: [],
    });
    expect(part).toMatchObject({ cents: 1500, points: 1500 });
  });

  it("[P5] leaves nothing when all of it comes back, however it is split", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
    const rates = fc.integer({ min: 1_000_000, max: 1_000_000_000 });
    fc.assert(
      fc.property(amounts, rates, (all, rateE8) => {
        const lines = all.map((cents, index) => line(`L${index}`, cents));
        const sold = sale(lines, at(rateE8));
        const returns = lines.map((each) => back(each));
        const left = returns.map((_, count) =>
          kept(sold, returns.slice(0, count), { definition: cent }),
        );
        expect(left.toSorted((a, b) => b - a)).toEqual(left);
        expect(kept(sold, returns, { definition: cent })).toBe(0);
      }),
    );
  });
});
