import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  instant,
  UTC,
} from "#shared/kernel/time.ts";
import { achievementDefinition, achievementLevel, earningSale } from "#shared/testing/build.ts";
import { type NaiveCount, naiveAchievement } from "#shared/testing/naive-achievements.ts";
import { type AchievementDefinition, achievementPeriodSchema, isOpenAt } from "./achievement.ts";
import { cycleOf, intoCycle, isInCycle } from "./achievement-cycle.ts";
import {
  type LevelAt,
  levelsDue,
  type UnlockedBefore,
  unlockedAtOnce,
  unlockedInAny,
  wasTaken,
  withLevel,
  withoutLevelsAbove,
} from "./achievement-levels.ts";
import {
  type CountDay,
  climbOf,
  correctionOf,
  nextCountCheckpoint,
  progressOf,
} from "./achievement-progress.ts";
import { type CountedReturn, type CountedSale, countKept } from "./count-sale.ts";
import { NOTHING_UNLOCKED, type Unlocked } from "./unlocked.ts";

const day = (text: string): CalendarDay => calendarDaySchema.parse(text);
const AT = instant(0);
const JOINED = day("2024-02-29");
const FIRST = day("2027-12-20");

/**
 * Lives through the days as the server does: after each, what its cycle then reaches is unlocked.
 */
const record = (
  definition: AchievementDefinition,
  days: readonly CountDay[],
  today: CalendarDay,
): { readonly score: number; readonly unlocked: readonly LevelAt[] } => {
  const unlocks = new Map<CalendarDay | null, Unlocked>();
  const known: CountDay[] = [];
  const unlocked: LevelAt[] = [];
  const climbIn = (on: CalendarDay) => {
    const cycle = cycleOf(definition, on, JOINED);
    return { cycle, climb: climbOf(known.filter((each) => isInCycle(cycle, each.day))) };
  };
  for (const each of days) {
    known.push(each);
    const { cycle, climb } = climbIn(each.day);
    const inCycle = unlocks.get(cycle.from) ?? NOTHING_UNLOCKED;
    const before = { ever: unlockedInAny([...unlocks.values()]), inCycle };
    const due = levelsDue(definition, climb.peak, before, 10_000);
    unlocks.set(
      cycle.from,
      due.reduce((all, at) => withLevel(all, at, AT), inCycle),
    );
    unlocked.push(...due);
  }
  return { score: Math.max(0, climbIn(today).climb.score), unlocked };
};

const factOf = ({ day: on, count }: NaiveCount): CountDay => ({
  day: day(on),
  gained: Math.max(0, count),
  lost: Math.max(0, -count),
});

const definitions = fc
  .record({
    triggers: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
    interval: fc.option(fc.integer({ min: 1, max: 7 })),
    again: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    period: fc.option(fc.constantFrom(...achievementPeriodSchema.options)),
    isAnnual: fc.boolean(),
  })
  .map(({ triggers, interval, again, period, isAnnual }) =>
    achievementDefinition({
      period,
      enableAnnualEarnCycle: period === null && isAnnual,
      levels: triggers.map((trigger, index) =>
        achievementLevel(trigger, {
          repeats: interval !== null && trigger === Math.max(...triggers),
          repeatInterval: interval,
          allowMultipleEarn: again[index] ?? false,
        }),
      ),
    }),
  );

const histories = fc.array(
  fc.record({
    day: fc
      .integer({ min: 0, max: 120 })
      .map((after) =>
        new Date(Date.parse(`${FIRST}T00:00:00Z`) + after * 86_400_000).toISOString().slice(0, 10),
      ),
    count: fc.integer({ min: -1500, max: 2000 }).filter((count) => count !== 0),
  }),
  { maxLength: 25 },
);

describe("achievements", () => {
  it("[M2] [M3] [M4] [M5] agree with a plain implementation that lives through every day", () => {
    fc.assert(
      fc.property(definitions, histories, (definition, history) => {
        const today = day("2028-04-30");
        const sorted = [...history].sort(
          (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) || b.count - a.count,
        );
        const plain = naiveAchievement(definition, history, { joinedOn: JOINED, today });
        const { score, unlocked } = record(definition, sorted.map(factOf), today);
        expect(score).toBe(plain.score);
        expect(unlocked.map(({ trigger }) => trigger)).toEqual(plain.unlocked);
      }),
      { numRuns: 200 },
    );
  });

  it("[M2] end with the same score, and reach at least the same levels, in any order of arrival", () => {
    const shuffled = histories.chain((history) =>
      fc.tuple(
        fc.constant(history),
        fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
      ),
    );
    fc.assert(
      fc.property(definitions, shuffled, (definition, [history, arrived]) => {
        const today = day("2028-04-30");
        const plain = naiveAchievement(definition, history, { joinedOn: JOINED, today });
        const { score, unlocked } = record(definition, arrived.map(factOf), today);
        expect(score).toBe(plain.score);
        const reached = new Set(unlocked.map(({ trigger }) => trigger));
        for (const trigger of plain.unlocked) expect(reached).toContain(trigger);
      }),
      { numRuns: 200 },
    );
  });

  it("[M2] come to the same from a checkpoint as from every day", () => {
    const today = day("2028-04-30");
    const manyDays = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 120 }).map((after) => addToDay(FIRST, { days: after })),
        count: fc.integer({ min: -1500, max: 2000 }).filter((count) => count !== 0),
      }),
      { minLength: 31, maxLength: 90 },
    );
    fc.assert(
      fc.property(manyDays, (history) => {
        const days = history.map(factOf);
        const kept = nextCountCheckpoint(null, days, today);
        if (kept === null) return;
        const later = days.filter((each) => each.day > kept.through);
        expect(climbOf(later, kept)).toEqual(climbOf(days));
        expect(nextCountCheckpoint(kept, later, today)).toEqual(kept);
      }),
      { numRuns: 100 },
    );
  });

  it("[M4] unlock at most a hundred levels at once, and issue at most fifty things", () => {
    const ref = { handle: "ten" };
    const unlocks = Array.from({ length: 20 }, () => ({ kind: "reward" as const, ref }));
    const nothing = { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED };
    const dueOf = (more: object) => {
      const levels = [achievementLevel(1, { repeats: true, repeatInterval: 1, ...more })];
      return levelsDue(achievementDefinition({ levels }), 100_000, nothing, 500);
    };
    expect(unlockedAtOnce(dueOf({}))).toHaveLength(100);
    expect(unlockedAtOnce(dueOf({ unlocks }))).toHaveLength(2);
  });

  it("[M4] T32: reach each level on the way, and repeat the last", () => {
    const definition = achievementDefinition({
      levels: [
        ...[1, 5, 10, 25].map((trigger) => achievementLevel(trigger)),
        achievementLevel(50, { displayNumber: 5, repeats: true, repeatInterval: 50 }),
      ],
    });
    const nothing = { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED };
    const due = levelsDue(definition, 23_000, nothing, 100);
    expect(due.map(({ trigger }) => trigger)).toEqual([1, 5, 10, 25, 50, 100, 150, 200]);
    const inCycle = due.reduce((all, at) => withLevel(all, at, AT), NOTHING_UNLOCKED);
    const progress = progressOf(definition, 23_000, { ever: inCycle, inCycle });
    expect(progress.current).toMatchObject({ trigger: 200, displayNumber: 8 });
    expect(progress.previous).toMatchObject({ trigger: 150, displayNumber: 7 });
    expect(progress.next).toMatchObject({ trigger: 250, displayNumber: 9 });
    // A score that is far ahead takes no longer, and no more than asked for.
    expect(levelsDue(definition, 100_000_000_000, nothing, 100)).toHaveLength(100);
  });

  it("[M6] lose the highest levels first by a correction, as though less had been counted", () => {
    const definition = achievementDefinition({
      levels: [achievementLevel(2), achievementLevel(10, { repeats: true, repeatInterval: 10 })],
    });
    const nothing = { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED };
    const unlocked = levelsDue(definition, 3500, nothing, 100).reduce(
      (all, at) => withLevel(all, at, AT),
      NOTHING_UNLOCKED,
    );
    const { kept, lost } = withoutLevelsAbove(definition, 500, unlocked);
    expect(lost.map(({ trigger }) => trigger)).toEqual([30, 20, 10]);
    expect(kept).toEqual({
      levels: [{ trigger: 2, at: AT }],
      repeated: null,
      taken: { levels: [10], repeated: 30 },
    });
    // What was taken issues nothing more: levels in their cycle or for life, repeats to the last.
    const again = levelsDue(definition, 4500, { ever: kept, inCycle: kept }, 100);
    const isAgain = (before: UnlockedBefore) => again.map((each) => wasTaken(each, before));
    expect(again.map(({ trigger }) => trigger)).toEqual([10, 20, 30, 40]);
    expect(isAgain({ ever: kept, inCycle: NOTHING_UNLOCKED })).toEqual([true, true, true, false]);
    const inEachCycle = { level: achievementLevel(10, { allowMultipleEarn: true }), trigger: 10 };
    const once = { ...inEachCycle, displayNumber: 10 };
    expect(wasTaken(once, { ever: kept, inCycle: NOTHING_UNLOCKED })).toBe(false);
    expect(wasTaken(once, { ever: kept, inCycle: kept })).toBe(true);
    // A second correction that takes less forgets nothing.
    const less = withoutLevelsAbove(definition, 100, kept);
    expect(less.kept.taken).toEqual({ levels: [10, 2], repeated: 30 });
    const days = [
      { day: day("2026-01-01"), gained: 500, lost: 0 },
      { day: day("2026-01-03"), gained: 3000, lost: 200 },
    ];
    expect(correctionOf(days, 3200)).toEqual([
      { day: "2026-01-03", gained: -3000, lost: 0 },
      { day: "2026-01-01", gained: -200, lost: 0 },
    ]);
    expect(correctionOf(days, 3501)).toBeNull();
  });

  it("[M3] divide time into cycles that meet without a gap", () => {
    fc.assert(
      fc.property(
        definitions,
        fc
          .integer({ min: 0, max: 20_000 })
          .map((days) => day(new Date(days * 86_400_000).toISOString().slice(0, 10))),
        (definition, on) => {
          const cycle = cycleOf(definition, on, JOINED);
          expect(isInCycle(cycle, on)).toBe(true);
          if (cycle.from === null || cycle.before === null) return;
          expect(cycleOf(definition, cycle.from, JOINED)).toEqual(cycle);
          expect(cycleOf(definition, cycle.before, JOINED).from).toBe(cycle.before);
          expect(cycleOf(definition, intoCycle(cycle, cycle.before), JOINED)).toEqual(cycle);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("[M3] starts a year on 29 February only in years that have one", () => {
    const yearly = achievementDefinition({ enableAnnualEarnCycle: true });
    const from = (on: string) => cycleOf(yearly, day(on), JOINED).from;
    expect(from("2025-02-27")).toBe("2024-02-29");
    expect(from("2025-02-28")).toBe("2025-02-28");
    expect(from("2028-02-28")).toBe("2027-02-28");
    expect(from("2028-02-29")).toBe("2028-02-29");
  });
});

describe("what a sale counts", () => {
  it("[M1] is nothing before an achievement starts or after it ends", () => {
    const [from, to] = [instant(10_000), instant(20_000)];
    const isOpen = (ms: number, more: object = {}) =>
      isOpenAt({ startsAt: from, endsAt: to, ...more }, instant(ms), UTC);
    expect([9999, 10_000, 20_999, 21_000].map((ms) => isOpen(ms))).toEqual([
      ...[false, true, true, false],
    ]);
    expect([isOpen(9999, { startsAt: null }), isOpen(21_000, { endsAt: null })]).toEqual([
      ...[true, true],
    ]);
  });

  const SHOES = { "==": [{ var: "sku" }, "shoes"] };
  const line = (kind: string, quantity: number, cents: number, more: object = {}) => ({
    ...{ kind, quantity, cents, taxCents: 0, lineType: "goods" as const, product: { sku: kind } },
    ...more,
  });
  const saleOf = (...lines: ReturnType<typeof line>[]): CountedSale => ({
    ...earningSale(lines.reduce((sum, { cents }) => sum + cents, 0)),
    lines,
  });
  const returnOf = (...lines: readonly [string, number, number][]): CountedReturn => ({
    totalCents: lines.reduce((sum, [, , cents]) => sum + cents, 0),
    lines: lines.map(([kind, quantity, cents]) => ({ kind, quantity, cents })),
  });
  const rule = (
    counts: AchievementDefinition["counts"],
    productConditions = null as object | null,
  ) => ({ counts, digits: 2, productConditions: productConditions as typeof SHOES | null });

  it("[M1] is nothing, the sale, its pieces, or its money, of goods that meet the condition", () => {
    const sold = saleOf(
      line("shoes", 2, 10_050),
      line("socks", 3, 1500),
      line("card", 1, 5000, { lineType: "gift_card" }),
    );
    expect(countKept(sold, [], rule("nothing"))).toBe(0);
    expect(countKept(sold, [], rule("sales"))).toBe(100);
    expect(countKept(sold, [], rule("items"))).toBe(500);
    expect(countKept(sold, [], rule("items", SHOES))).toBe(200);
    expect(countKept(sold, [], rule("spend"))).toBe(11_550);
    expect(countKept(sold, [], rule("spend", SHOES))).toBe(10_050);
    expect(countKept(saleOf(line("socks", 1, 500)), [], rule("sales", SHOES))).toBe(0);
    const yen = { ...rule("spend"), digits: 0 };
    expect(countKept(saleOf(line("shoes", 1, 1200)), [], yen)).toBe(120_000);
  });

  it("[M2] is what was kept: a sale counts until everything that counted has come back", () => {
    const sold = saleOf(line("shoes", 2, 10_000), line("socks", 3, 1500));
    const shoe = returnOf(["shoes", 1, 5000]);
    const socks = returnOf(["socks", 3, 1500]);
    expect(countKept(sold, [shoe], rule("sales", SHOES))).toBe(100);
    expect(countKept(sold, [shoe], rule("items", SHOES))).toBe(100);
    expect(countKept(sold, [shoe, shoe], rule("sales", SHOES))).toBe(0);
    expect(countKept(sold, [shoe, socks], rule("spend"))).toBe(5000);
    for (const counts of ["sales", "items", "spend"] as const) {
      expect(countKept(sold, [shoe, socks, shoe], rule(counts))).toBe(0);
    }
  });

  it("[M2] nets to zero once everything is back, however it is split and in any order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9999 })), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.constantFrom("sales" as const, "items" as const, "spend" as const),
        (bought, counts) => {
          const lines = bought.map(([quantity, each], index) =>
            line(`k${index}`, quantity, quantity * each),
          );
          const pieces = bought.flatMap(([quantity, each], index) =>
            Array.from({ length: quantity }, () => returnOf([`k${index}`, 1, each])),
          );
          const sold = saleOf(...lines);
          const left = pieces.map((_, count) =>
            countKept(sold, pieces.slice(0, count), rule(counts)),
          );
          expect(left).toEqual([...left].sort((a, b) => b - a));
          expect(countKept(sold, pieces, rule(counts))).toBe(0);
          expect(countKept(sold, pieces.toReversed(), rule(counts))).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
