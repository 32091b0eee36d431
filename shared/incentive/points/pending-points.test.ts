import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeAfter, type Delay } from "#shared/incentive/delay.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import { isActive } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  DAY_MS,
  earningSale,
  MELBOURNE,
  NOW,
  pointDefinition,
  pointLot,
  rate,
} from "#shared/testing/build.ts";
import type { EarningLine } from "./earned-points.ts";
import { type Activation, activationsOf, splitPoints } from "./pending-points.ts";
import { draftPointChanges } from "./transaction-points.ts";

const line = (brand: string, cents: number): EarningLine => ({
  ...{ kind: brand, lineType: "goods", cents, taxCents: 0, product: { brand } },
});
const definitionId = (id: number) => definitionIdSchema.parse(id);
const when = { at: NOW, timezone: MELBOURNE };
const days = (issuePeriod: number): Delay => ({ issuePeriod, issuePeriodType: "days" });
const later = (days: number) => instant(NOW + days * DAY_MS);
const activation = (activeAt: Instant, weight: number): Activation => ({
  ...{ activeAt, weight, byRate: new Map([[null, weight]]) },
});

describe("[P9] points are pending", () => {
  it("T7: for days of the calendar in the sale's zone, or for hours that pass", () => {
    const at = instant(Date.parse("2026-09-27T23:30:00+10:00"));
    const pendingUntil = (
      issuePeriod: number | null,
      issuePeriodType: "days" | "hours" | "months",
    ) => formatV3(activeAfter(at, MELBOURNE, { issuePeriod, issuePeriodType }));
    expect(pendingUntil(14, "days")).toBe("2026-10-11 12:30:00");
    expect(pendingUntil(336, "hours")).toBe("2026-10-11 13:30:00");
    expect(pendingUntil(5, "months")).toBe("2027-02-27 12:30:00");
    expect(pendingUntil(0, "days")).toBe(formatV3(at));
    expect(pendingUntil(null, "days")).toBe(formatV3(at));
  });

  it("as long as the rate of their line says, or else their definition", () => {
    const definition = pointDefinition({ issuePeriod: 14, earnRateMicro: 10_000 });
    const brand = (name: string) => ({ productConditions: { "==": [{ var: "brand" }, name] } });
    const [x, y, z] = [definitionId(1), definitionId(2), definitionId(3)];
    const rates = [
      rate({ id: x, ...brand("X"), issuePeriod: 30, rateMicro: 20_000 }),
      rate({ id: y, ...brand("Y"), issuePeriod: 0, rateMicro: 10_000 }),
      rate({ id: z, ...brand("Z"), rateMicro: 30_000 }),
    ];
    const lines = [line("X", 100), line("Y", 200), line("Z", 300), line("other", 400)];
    const sale = earningSale(1000, { lines });
    const weights = activationsOf(sale, { definition, rates }, when);
    expect(weights.map(({ byRate, ...each }) => ({ ...each, byRate: [...byRate] }))).toEqual([
      { activeAt: NOW, weight: 200, byRate: [[y, 200]] },
      {
        ...{ activeAt: later(14), weight: 1300 },
        byRate: [
          [z, 900],
          [null, 400],
        ],
      },
      { activeAt: later(30), weight: 200, byRate: [[x, 200]] },
    ]);
  });

  it.for<[of: string, soon: Delay, late: Delay, days: number]>([
    ["how many", days(7), days(30), 30],
    ["of what", days(3), { issuePeriod: 3, issuePeriodType: "weeks" }, 21],
    ["0 or more", days(0), days(30), 30],
  ])("by each rate's own delay, whatever came before: %s", ([, soon, late, lateDays]) => {
    const definition = pointDefinition({ ...days(14), earnRateMicro: 10_000 });
    const brand = (name: string) => ({ productConditions: { "==": [{ var: "brand" }, name] } });
    const rates = [
      rate({ id: definitionId(1), ...brand("soon"), ...soon, rateMicro: 10_000 }),
      rate({ id: definitionId(2), ...brand("late"), ...late, rateMicro: 10_000 }),
    ];
    const expected = [
      [later(soon.issuePeriod ?? 0), 100],
      [later(14), 300],
      [later(lateDays), 200],
    ].sort(([a = 0], [b = 0]) => a - b);
    const lines = [line("soon", 100), line("late", 200), line("other", 300)];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 3 }), (shuffled) => {
        const sale = earningSale(600, { lines: shuffled });
        const activations = activationsOf(sale, { definition, rates }, when);
        expect(activations.map(({ activeAt, weight }) => [activeAt, weight])).toEqual(expected);
      }),
    );
  });

  it("together, if the delays of two rates come to the same time", () => {
    const definition = pointDefinition({ ...days(14), earnRateMicro: 10_000 });
    const id = definitionId(1);
    const weeks = { issuePeriod: 2, issuePeriodType: "weeks" } as const;
    const productConditions = { "==": [{ var: "brand" }, "X"] };
    const rates = [rate({ id, productConditions, ...weeks, rateMicro: 10_000 })];
    const lines = [line("X", 100), line("X", 200), line("other", 400)];
    const [both, ...rest] = activationsOf(earningSale(700, { lines }), { definition, rates }, when);
    expect(rest).toEqual([]);
    expect([both?.activeAt, both?.weight]).toEqual([later(14), 700]);
    expect([...(both?.byRate ?? [])]).toEqual([
      [id, 300],
      [null, 400],
    ]);
  });

  it("in parts of which none is empty, each up to what came before, rounded down", () => {
    const split = (points: number, weights: readonly number[], step: number) =>
      splitPoints(
        points,
        weights.map((weight, n) => activation(later(n), weight)),
        step,
      );
    expect(split(100, [1, 2], 10)).toEqual([
      { activeAt: NOW, points: 30 },
      { activeAt: later(1), points: 70 },
    ]);
    expect(split(10, [0, 1], 1)).toEqual([{ activeAt: later(1), points: 10 }]);
    expect(split(10, [1, 99], 10)).toEqual([{ activeAt: later(1), points: 10 }]);
    expect(split(0, [1, 1], 1)).toEqual([]);
    // What is no whole step waits longest, too.
    expect(split(25, [1, 1], 10)).toEqual([
      { activeAt: NOW, points: 10 },
      { activeAt: later(1), points: 15 },
    ]);
    // Exact beyond what a product of numbers can hold: a float places one more.
    expect(split(3_006_222_670, [71_378_893, 28_621_096], 1)).toEqual([
      { activeAt: NOW, points: 2_145_808_698 },
      { activeAt: later(1), points: 860_413_972 },
    ]);
    // Nothing is left of what was sold: all of it waits longest.
    expect(split(10, [5, -5], 1)).toEqual([{ activeAt: later(1), points: 10 }]);
    expect(split(10, [5, -6], 1)).toEqual([{ activeAt: later(1), points: 10 }]);
  });

  it("in parts that add up, each in whole steps, what rounding leaves waiting longest", () => {
    const weights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(5000), weights, fc.constantFrom(1, 10, 100), (steps, all, step) => {
        const activations = all.map((weight, n) => activation(later(n), weight));
        const parts = splitPoints(steps * step, activations, step);
        expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(steps * step);
        for (const { points, activeAt } of parts) {
          expect(points % step).toBe(0);
          const weight = activations.find((each) => each.activeAt === activeAt)?.weight ?? 0;
          const share = all.reduce((sum, each) => sum + each, 0);
          if (share > 0 && parts.length > 1) {
            expect(Math.abs(points - (steps * step * weight) / share)).toBeLessThan(step * 2);
          }
        }
      }),
    );
    expect(splitPoints(500, [], 1)).toEqual([{ activeAt: null, points: 500 }]);
  });

  it("never below zero, when goods are exchanged in the same sale", () => {
    const weights = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), weights, (points, all) => {
        const parts = splitPoints(
          points,
          all.map((weight, n) => activation(later(n), weight)),
          1,
        );
        expect(parts.every((part) => part.points > 0)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points);
      }),
    );
    const [now, then] = [NOW, later(30)];
    const split = (soon: number, late: number) =>
      splitPoints(60, [activation(now, soon), activation(then, late)], 1);
    expect(split(-40, 100)).toEqual([{ activeAt: then, points: 60 }]);
    expect(split(100, -40)).toEqual([{ activeAt: now, points: 60 }]);
  });
});

describe("[P10] a return takes pending points first", () => {
  const definition = pointDefinition();
  const rule = {
    ...attribution(1),
    occurredAt: later(5),
    takenBackAt: later(5),
    recoverShortfalls: false,
  };
  const held = account([
    pointLot(1, 4000),
    pointLot(2, 10_000, definition, { issuedAt: NOW, activeAt: later(14) }),
    pointLot(3, 500, definition, { issuedAt: NOW, activeAt: later(30) }),
  ]);
  const takeBack = (points: number, own: readonly string[]) =>
    foldAccount(
      draftPointChanges(held, [{ definition, points: -points, activations: [] }], {
        ...rule,
        lotsFirst: new Set(own),
      }),
      held,
    );
  const sumOf = (is: boolean, taken: ReturnType<typeof takeBack>) =>
    taken.lots
      .filter((lot) => isActive(lot, later(5)) === is)
      .reduce((sum, { remaining }) => sum + remaining, 0);

  it("of its own sale, and leaves the active ones of others", () => {
    const [, own] = held.lots;
    const after = takeBack(3000, [own?.lotId ?? ""]);
    expect([sumOf(true, after), sumOf(false, after)]).toEqual([4000, 7500]);
    expect(after.lots[2]?.remaining).toBe(500);
  });

  it("of any sale, if its own are gone", () => {
    const after = takeBack(11_000, []);
    expect([sumOf(true, after), sumOf(false, after)]).toEqual([3500, 0]);
  });

  it("and opens one lot for each time at which some points become active", () => {
    const activations = [activation(NOW, 1), activation(later(14), 3)];
    const by = { ...definition, id: definitionId(9) };
    const drafts = draftPointChanges(held, [{ definition: by, points: 400, activations }], {
      ...attribution(2),
      recoverShortfalls: true,
      lotsFirst: new Set(),
      takenBackAt: later(5),
    });
    expect(drafts.map(({ kind, amount, activeAt }) => [kind, amount, activeAt])).toEqual([
      ["issue", 100, null],
      ["issue", 300, later(14)],
    ]);
  });
});
