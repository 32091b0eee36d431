import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  addMs,
  calendarDaySchema,
  DAY_MS,
  dayIn,
  instant,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import { tierDefinition } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { takeCheckpoint } from "./take-checkpoint.ts";
import { sumTierDays, type TierDay, type TierFacts } from "./tier-facts.ts";
import { tierHistory } from "./tier-history.ts";
import { alwaysInForce } from "./tiers-during.ts";
import { type Welcomed, welcomesDue, welcomesNow } from "./welcome.ts";

const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const LAUNCH = instant(Date.UTC(2020, 0, 1));
const dayOf = (days: number) => dayIn(addMs(LAUNCH, days * DAY_MS), ZONE);
const TODAY = dayOf(3000);
const GIFT = { kind: "reward", ref: { handle: "gift" } } as const;
const tier = (n: number, points: number) =>
  tierDefinition({
    ...{ id: definitionIdSchema.parse(n), handle: `tier-${n}`, valueMin: points * 100 },
    ...{ valueMaintain: points * 300, disableCredit: true, welcome: [GIFT] },
  });
const TIERS = alwaysInForce([tier(1, 300), tier(2, 600)]);

const move = (days: number, points: number): TierDay => ({
  ...{ day: dayOf(days), gained: points * 100, lost: 0 },
});
const factsOf = (days: readonly TierDay[], others: Partial<TierFacts> = {}): TierFacts => ({
  ...{ versions: TIERS, days: sumTierDays(days), assignments: [], checkpoint: null, zone: ZONE },
  ...others,
});
const historyOf = (days: readonly TierDay[], others: Partial<TierFacts> = {}) => {
  return tierHistory(factsOf(days, others), TODAY);
};
/** What is given as facts arrive one by one. */
const givenAsArrive = (arriving: readonly TierDay[]): readonly Welcomed[] => {
  let had: readonly Welcomed[] = [];
  for (let n = 1; n <= arriving.length; n++) {
    const due = welcomesDue(historyOf(arriving.slice(0, n)), had);
    had = [...had, ...due.map(({ tier: { id: definitionId }, day }) => ({ definitionId, day }))];
  }
  return had;
};
const timesEach = (given: readonly Welcomed[]) =>
  [1, 2].map((id) => given.filter(({ definitionId }) => definitionId === id).length);

describe("what reaching tiers issues", () => {
  it("[T14] greets those who fall and climb again, and nobody twice in a tier year", () => {
    expect(timesEach(givenAsArrive([move(0, 300), move(10, 300), move(800, 900)]))).toEqual([2, 2]);
    const assigned = [0, 5, 9].map((days, n) => ({
      ...{
        at: addMs(LAUNCH, days * DAY_MS),
        definitionId: definitionIdSchema.parse(2 - (n % 2)),
      },
    }));
    const welcomes = welcomesDue(historyOf([], { assignments: assigned }));
    expect(welcomes.map(({ tier: { id } }) => id)).toEqual([2]);
  });

  it("[T14] [T11] gives nothing again once a checkpoint stands for the days before it", () => {
    const days = [move(0, 900), move(900, 900)];
    const given = givenAsArrive(days);
    expect(timesEach(given)).toEqual([2, 2]);
    const at = addMs(LAUNCH, 1000 * DAY_MS);
    for (const through of [0, 500, 900, 1000]) {
      const checkpoint = takeCheckpoint(factsOf(days), dayOf(through));
      const kept = factsOf(days, { checkpoint });
      expect(welcomesDue(tierHistory(kept, TODAY), given)).toEqual([]);
      // Nor if staff take the tier and give it back in the same tier year.
      const assignments = [1, 2].map((id) => ({ at, definitionId: definitionIdSchema.parse(id) }));
      expect(welcomesDue(tierHistory({ ...kept, assignments }, TODAY), given)).toEqual([]);
    }
  });

  it("[T14] never gives less than the facts come to, whatever arrives first, and exactly that in order", async () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 700 })),
      { maxLength: 7 },
    );
    await fc.assert(
      fc.property(moves, (drawn) => {
        const arriving = drawn.map(([days, points]) => move(days, points));
        const inOrder = timesEach(
          givenAsArrive(arriving.toSorted((a, b) => (a.day < b.day ? -1 : 1))),
        );
        const asDrawn = timesEach(givenAsArrive(arriving));
        const due = welcomesDue(historyOf(arriving));
        expect(inOrder).toEqual(
          [1, 2].map((id) => due.filter(({ tier }) => tier.id === id).length),
        );
        for (const [n, times] of inOrder.entries())
          expect(asDrawn[n]).toBeGreaterThanOrEqual(times);
        // Once everything is known, nothing more is due.
        const had = givenAsArrive(arriving);
        expect(welcomesDue(historyOf(arriving), had)).toEqual([]);
      }),
      { numRuns: casesOf(200) },
    );
  });
});

describe("[T14] a welcome", () => {
  const [FIRST, SECOND] = [tier(1, 300), tier(2, 600)];
  const day = (text: string) => calendarDaySchema.parse(text);
  const reached = (text: string, ...passed: readonly (typeof FIRST)[]) => ({
    ...{ kind: "reached" as const, day: day(text), tier: SECOND, passed, points: null },
  });
  const had = (n: number, text: string): Welcomed => ({
    definitionId: definitionIdSchema.parse(n),
    day: day(text),
  });
  const dueFor = (
    turns: readonly ReturnType<typeof reached>[],
    before: readonly Welcomed[] = [],
    checkpoint: ReturnType<typeof takeCheckpoint> | null = null,
    rules = new Map<typeof FIRST.id, typeof FIRST>(),
  ) => welcomesDue({ turns, checkpoint, rules }, before).map((due) => [due.tier.id, due.day]);

  it("is due for each tier that is reached or jumped over, if it gives anything", () => {
    const turns = [reached("2024-03-01", FIRST, SECOND)];
    expect(dueFor(turns)).toEqual([
      [1, "2024-03-01"],
      [2, "2024-03-01"],
    ]);
    const nothing = { ...FIRST, welcome: [] };
    expect(dueFor([reached("2024-03-01", nothing, SECOND)])).toEqual([[2, "2024-03-01"]]);
    const deleted = new Map([[FIRST.id, { ...FIRST, isDeleted: true }]]);
    expect(dueFor(turns, [], null, deleted)).toEqual([[2, "2024-03-01"]]);
  });

  test.for([
    ["2025-03-01", false],
    ["2025-03-02", true],
  ] as const)("is due again once the tier year is over: %s", ([text, isAgain]) => {
    const first = [1, "2024-03-01"];
    const turns = [reached("2024-03-01", FIRST), reached(text, FIRST)];
    expect(dueFor(turns)).toEqual(isAgain ? [first, [1, text]] : [first]);
    const once = { turns: [reached("2024-03-01", FIRST)], checkpoint: null, rules: new Map() };
    const due = welcomesDue(once);
    expect(welcomesNow(due, day(text))).toHaveLength(isAgain ? 0 : 1);
  });

  it("that was had for a day on which it wasn't reached counts for the first without", () => {
    const turns = [reached("2022-03-01", FIRST), reached("2024-03-01", FIRST)];
    expect(dueFor(turns, [had(1, "2023-09-01")])).toEqual([[1, "2024-03-01"]]);
    expect(dueFor(turns, [had(1, "2024-03-01")])).toEqual([[1, "2022-03-01"]]);
    expect(dueFor(turns, [had(1, "2023-09-01"), had(1, "2022-03-01")])).toEqual([]);
    expect(dueFor(turns, [had(2, "2023-09-01")])).toHaveLength(2);
  });

  test.for([
    ["2022-03-01", true],
    ["2022-03-02", false],
  ] as const)("of %s is settled by a checkpoint through 1 March: %s", ([text, isSettled]) => {
    const checkpoint = takeCheckpoint(factsOf([]), day("2022-03-01"));
    const turns = [reached("2024-03-01", FIRST)];
    const due = isSettled ? [[1, "2024-03-01"]] : [];
    expect(dueFor(turns, [had(1, text)], checkpoint)).toEqual(due);
  });
});
