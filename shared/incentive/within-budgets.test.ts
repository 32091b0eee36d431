import { describe, expect, it, test } from "vitest";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { earningSale, pointDefinition, rate } from "#shared/testing/build.ts";
import { type PointsDecider, pointsKept } from "./points/earned-points.ts";
import type { Rate } from "./points/rate.ts";
import { correctWithin, type HasRoom, stayWithin } from "./within-budgets.ts";

const BUDGET = { countedIn: "money", total: 1, perProfile: null, whenReached: "stop" } as const;
const id = (n: number) => definitionIdSchema.parse(n);
/** A hundredth of a point, worth a cent, for each dollar and each time that it says. */
const times = (n: number, more: Partial<Rate> = {}): Rate =>
  rate({ id: id(20 + n), rateMicro: n * 100, budget: BUDGET, ...more });
const OWN = pointDefinition();
const LIMITED = pointDefinition({ budget: BUDGET });
const TRIPLE = times(3);
const DOUBLE = times(2);

/** Room for so many cents, by the id; as many as you like for the rest. */
const room =
  (max: Readonly<Record<number, number>>): HasRoom =>
  (of, { cents, issues }) =>
    issues <= 1 && cents <= (max[of.id] ?? Number.POSITIVE_INFINITY);
const dollars = (amount: number) => earningSale(amount * 100);
const back = (amount: number) => ({ totalCents: amount * 100, lines: [] });
const HUNDRED = dollars(100);
const ids = (rates: readonly Rate[] = []) => rates.map((each) => each.id - 20);

describe("[G3] a sale of 100 dollars", () => {
  test.for<
    readonly [
      max: Readonly<Record<number, number>>,
      earns: number,
      rates: readonly number[],
      spent: readonly number[],
    ]
  >([
    [{}, 300, [3, 2], []],
    [{ 23: 300 }, 300, [3, 2], []],
    [{ 23: 299 }, 200, [2], [3]],
    [{ 23: 299, 22: 200 }, 200, [2], [3]],
    [{ 23: 299, 22: 199 }, 100, [], [3, 2]],
  ])("with room for %o earns %i", ([max, earns, left, spent]) => {
    const decider = { definition: OWN, rates: [TRIPLE, DOUBLE] };
    const within = stayWithin(HUNDRED, [], decider, room(max));
    expect(within.isSpent).toBe(false);
    expect(pointsKept(HUNDRED, [], within.decider)).toBe(earns);
    expect(ids(within.decider.rates)).toEqual(left);
    expect(ids(within.decider.spentRates)).toEqual(spent);
  });

  test.for([
    [100, false],
    [99, true],
  ] as const)("earns nothing under a definition without room for it: %i", ([max, isSpent]) => {
    const decider = { definition: LIMITED, rates: [TRIPLE], spentRates: [DOUBLE] };
    const within = stayWithin(HUNDRED, [], decider, room({ 1: max, 23: 0 }));
    expect(within.isSpent).toBe(isSpent);
    expect(ids(within.decider.spentRates)).toEqual([2, 3]);
  });

  it("counts what is kept after returns", () => {
    const decider = { definition: LIMITED, rates: [TRIPLE] };
    const withRoom = (max: Readonly<Record<number, number>>) =>
      stayWithin(HUNDRED, [back(50)], decider, room(max));
    expect(ids(withRoom({ 23: 150 }).decider.rates)).toEqual([3]);
    expect(ids(withRoom({ 23: 149 }).decider.rates)).toEqual([]);
    expect(withRoom({ 1: 150 }).isSpent).toBe(false);
    expect(withRoom({ 1: 149 }).isSpent).toBe(true);
  });

  it("isn't limited by what has no budget", () => {
    const decider = { definition: OWN, rates: [times(3, { budget: null })] };
    const within = stayWithin(HUNDRED, [], decider, () => false);
    expect(within).toMatchObject({ isSpent: false, decider: { spentRates: [] } });
    expect(ids(within.decider.rates)).toEqual([3]);
  });

  it("keeps what limits it, unless that was for a rate that has no room any more", () => {
    const limited = (rates: readonly Rate[], max: Readonly<Record<number, number>>) => {
      const keptMax = { all: 150, byRate: new Map([[TRIPLE.id, 150]]) };
      const decider = { definition: OWN, rates, keptMax };
      const within = stayWithin(HUNDRED, [], decider, room(max)).decider;
      return pointsKept(HUNDRED, [], within);
    };
    expect(limited([TRIPLE], { 23: 150 })).toBe(150);
    expect(limited([TRIPLE, DOUBLE], { 23: 149 })).toBe(200);
    expect(limited([times(4), TRIPLE], { 24: 0, 23: 150 })).toBe(150);
  });
});

describe("[G3] a correction", () => {
  /** What a sale that had something keeps, once it is corrected to an amount. */
  const corrected = (
    amount: number,
    had: Readonly<Record<number, number>>,
    {
      max = {},
      returned = 0,
      ...more
    }: Partial<PointsDecider> & {
      readonly max?: Readonly<Record<number, number>>;
      readonly returned?: number;
    },
  ) => {
    const decider = { definition: OWN, rates: [TRIPLE], ...more };
    const hadOf = (of: DefinitionId) => had[of] ?? 0;
    const returns = returned > 0 ? [back(returned)] : [];
    const by = { hasRoom: room(max), had: hadOf };
    const within = correctWithin(dollars(amount), returns, decider, by);
    return {
      keeps: within.isSpent ? 0 : pointsKept(dollars(amount), returns, within.decider),
      rates: ids(within.decider.rates),
      spent: ids(within.decider.spentRates),
    };
  };
  const HAD = { 1: 300, 23: 300 };

  test.for([
    // There is room for what is added.
    [200, 600, { keeps: 600, rates: [3], spent: [] }],
    // It keeps what it had, or what it earns without the rate, whichever is more.
    [200, 599, { keeps: 300, rates: [3], spent: [] }],
    [299, 599, { keeps: 300, rates: [3], spent: [] }],
    [300, 599, { keeps: 300, rates: [], spent: [3] }],
    [400, 599, { keeps: 400, rates: [], spent: [3] }],
    // The corrected sale supports no more.
    [50, 300, { keeps: 150, rates: [3], spent: [] }],
    // Others have used what it had, and it may not keep it.
    [200, 299, { keeps: 200, rates: [], spent: [3] }],
  ] as const)("to %i dollars with room for %i", ([amount, max, kept]) => {
    expect(corrected(amount, HAD, { max: { 23: max } })).toEqual(kept);
  });

  it("gives a sale that had nothing by a rate no more than its room", () => {
    const none = { keeps: 200, rates: [], spent: [3] };
    expect(corrected(200, { 1: 300 }, { max: { 23: 300 } })).toEqual(none);
    expect(corrected(200, { 23: 300 }, { max: { 23: 300 } })).toEqual(none);
  });

  it("keeps what the sale had under a definition that is spent", () => {
    const spent = { definition: LIMITED, rates: [], max: { 1: 100 } };
    expect(corrected(200, { 1: 100 }, spent).keeps).toBe(100);
    expect(corrected(200, {}, spent).keeps).toBe(0);
    expect(corrected(200, { 1: 100 }, { ...spent, returned: 150 }).keeps).toBe(50);
  });

  it("leaves out a rate that an earlier one limited, if the sale earns more so", () => {
    const keptMax = { all: 300, byRate: new Map([[TRIPLE.id, 300]]) };
    const limited = { keptMax, spentRates: [DOUBLE], max: { 23: 300 } };
    expect(corrected(300, HAD, limited)).toEqual({ keeps: 300, rates: [3], spent: [2] });
    expect(corrected(301, HAD, limited)).toEqual({ keeps: 301, rates: [], spent: [2, 3] });
  });
});
