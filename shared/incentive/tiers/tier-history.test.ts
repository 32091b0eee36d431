import { describe, expect, it, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { calendarDaySchema, type Instant } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { MELBOURNE, tierDefinition } from "#shared/testing/build.ts";
import { takeCheckpoint } from "./take-checkpoint.ts";
import type { TierDefinition } from "./tier.ts";
import type { TierFacts } from "./tier-facts.ts";
import { tierHistory } from "./tier-history.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const at = (text: string): Instant => parseLocal(text, MELBOURNE) ?? expect.fail();
const id = (n: number) => definitionIdSchema.parse(n);
const tier = (n: number, points: number, more: Partial<TierDefinition> = {}) =>
  tierDefinition({ id: id(n), handle: `tier-${n}`, valueMin: points * 100, ...more });
const [SILVER, GOLD] = [tier(1, 300), tier(2, 600)];
/** Kept by its points of twelve months alone. */
const STRICT = tier(2, 600, { valueMaintain: 200_000 });
const written = (definition: TierDefinition, text = "2020-01-01 12:00:00") => ({
  at: at(text),
  definition,
});
const gained = (text: string, points: number) => ({
  day: day(text),
  gained: points * 100,
  lost: 0,
});
const given = (n: number, text: string) => ({ at: at(text), definitionId: id(n) });

const factsOf = (more: Partial<TierFacts>): TierFacts => ({
  ...{ versions: [written(SILVER), written(GOLD)], days: [], assignments: [] },
  ...{ checkpoint: null, zone: MELBOURNE, ...more },
});
const historyOf = (more: Partial<TierFacts>, today: string) =>
  tierHistory(factsOf(more), day(today));
const turnsOf = (more: Partial<TierFacts>, today: string) =>
  historyOf(more, today).turns.map(({ kind, day: on, tier: of }) => [kind, on, of.id]);

describe("[T7] a tier counts", () => {
  const days = [gained("2025-03-01", 300)];
  const [changed, again] = [tier(1, 400, { version: 2 }), tier(1, 200, { version: 3 })];

  it("from the day it is written; a change to it from the next day", () => {
    const reached = (text: string, definition: TierDefinition) =>
      turnsOf({ versions: [written(definition, text)], days }, "2025-04-01").length;
    expect(reached("2025-03-01 23:59:59", SILVER)).toBe(1);
    const turnsAfter = (text: string) => {
      const versions = [written(SILVER, "2025-01-01 12:00:00"), written(changed, text)];
      return turnsOf({ versions, days }, "2025-04-01").length;
    };
    expect(turnsAfter("2025-02-28 23:59:59")).toBe(0);
    expect(turnsAfter("2025-03-01 00:00:00")).toBe(1);
  });

  test.for([
    ["2025-02-01 12:00:00", "2025-02-01 13:00:00"],
    ["2025-02-01 12:00:00", "2025-02-01 12:00:00"],
  ])("as its last version of a day says: %s, %s", ([second, third]) => {
    const versions = [written(SILVER), written(changed, second), written(again, third)];
    for (const order of [versions, versions.toReversed()]) {
      const { rules } = historyOf({ versions: order, days }, "2025-04-01");
      expect(rules.get(SILVER.id)).toBe(again);
    }
  });

  it("for those who qualify already, once they are in the programme", () => {
    const versions = [written(GOLD), written(SILVER, "2025-03-10 12:00:00")];
    expect(turnsOf({ versions, days }, "2025-04-01")).toEqual([["reached", "2025-03-10", 1]]);
    const floor = written(tier(3, 0), "2025-03-10 12:00:00");
    expect(turnsOf({ versions: [floor] }, "2025-04-01")).toEqual([]);
    const assignments = [given(9, "2025-03-01 12:00:00")];
    const entered = { versions: [floor], assignments };
    expect(turnsOf(entered, "2025-04-01")).toEqual([["reached", "2025-03-10", 3]]);
  });

  const deleted = tier(1, 300, { version: 3, isPublished: false, isDeleted: true });

  it("no longer on the day on which it is deleted, also if it was new or changed that day", () => {
    const versions = [
      ...[written(SILVER, "2025-03-01 09:00:00"), written(changed, "2025-03-01 09:30:00")],
      written(deleted, "2025-03-01 10:00:00"),
    ];
    expect(turnsOf({ versions, days: [gained("2025-03-01", 500)] }, "2025-04-01")).toEqual([]);
    expect(turnsOf({ versions, days: [gained("2025-03-02", 500)] }, "2025-04-01")).toEqual([]);
  });

  it("until it is deleted, for a sale of before that arrives late, and then the one below", () => {
    const below = written(tier(3, 100));
    const versions = [below, written(SILVER), written(deleted, "2025-06-01 10:00:00")];
    const history = historyOf({ versions, days }, "2025-07-01");
    expect(history.turns.map(({ kind, day: on, tier: of }) => [kind, on, of.id])).toEqual([
      ["reached", "2025-03-01", 1],
      ["lost", "2025-06-01", 1],
    ]);
    expect(history.held).toMatchObject({ definitionId: 3, achievedOn: "2025-06-01" });
    expect(history.held?.anniversaryOn).toBe("2026-03-01");
    const alone = { versions: versions.slice(1), days };
    expect(historyOf(alone, "2025-07-01").held).toBeNull();
  });
});

describe("[T6] a tier that staff give", () => {
  it("is reached if it is higher, and loses the other if it is lower", () => {
    const assignments = [given(2, "2025-03-05 12:00:00"), given(1, "2025-03-09 12:00:00")];
    const turns = [
      ["reached", "2025-03-05", 2],
      ["lost", "2025-03-09", 2],
    ];
    expect(turnsOf({ assignments }, "2025-04-01")).toEqual(turns);
    expect(turnsOf({ assignments: assignments.toReversed() }, "2025-04-01")).toEqual(turns);
    expect(historyOf({ assignments }, "2025-04-01").held?.definitionId).toBe(1);
  });

  it("again is neither, and starts its year again", () => {
    const assignments = [given(1, "2025-03-05 12:00:00"), given(1, "2025-03-09 12:00:00")];
    expect(turnsOf({ assignments }, "2025-04-01")).toEqual([["reached", "2025-03-05", 1]]);
    const { held } = historyOf({ assignments }, "2025-04-01");
    expect(held?.anniversaryOn).toBe("2026-03-09");
  });

  it("is the last of a day, by the clock", () => {
    const assignments = [given(1, "2025-03-05 12:00:01"), given(2, "2025-03-05 12:00:00")];
    for (const order of [assignments, assignments.toReversed()]) {
      const { held } = historyOf({ assignments: order }, "2025-04-01");
      expect(held?.definitionId).toBe(1);
    }
  });
});

describe("[T3] at its anniversary a tier", () => {
  it("is kept by twelve months that reach it exactly, and lost to what they reach", () => {
    const versions = [written(SILVER), written(STRICT)];
    const heldAfter = (points: number) => {
      const days = [gained("2025-03-05", 600), gained("2025-08-01", points)];
      const { turns, held } = historyOf({ versions, days }, "2026-03-06");
      return [turns.at(-1)?.kind, held?.definitionId ?? null];
    };
    expect(heldAfter(600)).toEqual(["kept", 2]);
    expect(heldAfter(599)).toEqual(["lost", 1]);
    expect(heldAfter(299)).toEqual(["lost", null]);
  });

  it("is lost to the floor, or to a tier above it that is reached", () => {
    const floor = tier(3, 100, { isFloor: true });
    const versions = [written(floor), written(SILVER), written(STRICT)];
    const heldAfter = (points: number) => {
      const days = [gained("2025-03-05", 600), gained("2025-08-01", points)];
      return historyOf({ versions, days }, "2026-03-06").held?.definitionId;
    };
    expect([heldAfter(50), heldAfter(99), heldAfter(100), heldAfter(300)]).toEqual([3, 3, 3, 1]);
  });
});

test("[T11] a checkpoint stands for its own last day, and for nothing after it", () => {
  const days = [gained("2025-03-05", 300), gained("2025-03-06", 300)];
  for (const through of ["2025-03-04", "2025-03-05", "2025-03-06"]) {
    const checkpoint = takeCheckpoint(factsOf({ days }), day(through));
    const { held, turns } = historyOf({ days, checkpoint }, "2025-04-01");
    expect(held).toEqual(historyOf({ days }, "2025-04-01").held);
    expect(turns.map(({ day: on }) => on)).toEqual(
      days.map((each) => each.day).filter((on) => on > through),
    );
  }
  const assignments = [given(1, "2025-03-05 12:00:00")];
  const checkpoint = takeCheckpoint(factsOf({ assignments }), day("2025-03-05"));
  expect(turnsOf({ assignments, checkpoint }, "2025-04-01")).toEqual([]);
});
