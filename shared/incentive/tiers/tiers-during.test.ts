import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { addMs, calendarDaySchema, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { tierDefinition } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import type { TierFacts } from "./tier-facts.ts";
import { alwaysInForce, tiersDuring } from "./tiers-during.ts";

const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const DAY_MS = 86_400_000;
const LAUNCH = instant(Date.UTC(2024, 0, 1));
const at = (days: number) => addMs(LAUNCH, days * DAY_MS);
const day = (days: number) => dayIn(at(days), ZONE);
const BEGINNING = calendarDaySchema.parse("1970-01-01");

const tier = (n: number, points: number) =>
  tierDefinition({
    ...{ id: definitionIdSchema.parse(n), handle: `tier-${n}`, valueMin: points * 100 },
  });
const TIERS = [tier(1, 300), tier(2, 600), tier(3, 1000)];

const factsOf = (moves: readonly (readonly [days: number, points: number])[]): TierFacts => ({
  versions: alwaysInForce(TIERS),
  days: moves.map(([days, points]) => ({ day: day(days), gained: points * 100, lost: 0 })),
  assignments: [],
  checkpoint: null,
  zone: ZONE,
});

describe("what a span of days did to tiers", () => {
  it("[T13] says what was reached, what was jumped over, kept and lost, and when", () => {
    const facts = factsOf([
      [0, 400],
      [10, 1000],
    ]);
    const { turns, held } = tiersDuring(facts, { from: BEGINNING, to: day(800) }, day(900));
    const shown = turns.map((turn) => [
      turn.kind,
      turn.day,
      turn.tier.id,
      turn.kind === "reached" ? turn.passed.map(({ id }) => id) : [],
    ]);
    expect(shown).toEqual([
      ["reached", "2024-01-01", 1, [1]],
      ["reached", "2024-01-11", 3, [2, 3]],
      ["kept", "2025-01-11", 3, []],
      ["lost", "2026-01-11", 3, []],
    ]);
    expect(held).toBeNull();
  });

  it("[T13] counts nothing that isn't over", () => {
    const facts = factsOf([[0, 400]]);
    const kinds = (to: number, today: number) =>
      tiersDuring(facts, { from: BEGINNING, to: day(to) }, day(today)).turns.map(
        ({ kind }) => kind,
      );
    expect(kinds(366, 366)).toEqual(["reached"]);
    expect(kinds(366, 367)).toEqual(["reached", "kept"]);
    expect(kinds(900, 366)).toEqual(["reached"]);
  });

  it("[T13] adds up over neighbouring spans, and its turns explain what is held", () => {
    const move = fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(move, { maxLength: 8, selector: ([days]) => days }),
        fc.integer({ min: 0, max: 1500 }),
        (moves, cut) => {
          const facts = factsOf(moves);
          const today = day(2000);
          const whole = tiersDuring(facts, { from: BEGINNING, to: day(1600) }, today);
          const first = tiersDuring(facts, { from: BEGINNING, to: day(cut) }, today);
          const rest = { from: dayAfter(day(cut)), to: day(1600) };
          const second = tiersDuring(facts, rest, today);
          expect([...first.turns, ...second.turns]).toEqual(whole.turns);
          expect(second.held).toBe(whole.held);
          const last = whole.turns.at(-1);
          if (!last) expect(whole.held).toBeNull();
          else if (last.kind !== "lost") expect(whole.held).toBe(last.tier.id);
        },
      ),
      { numRuns: casesOf(200) },
    );
  });
});
