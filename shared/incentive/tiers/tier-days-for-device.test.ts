import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  addMs,
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  DAY_MS,
  dayIn,
  firstInstantOf,
  instant,
  later,
  UTC,
} from "#shared/kernel/time.ts";
import { tierDefinition } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { deviceStandings, deviceTiersOf } from "./device-standings.ts";
import { sendTiersAgainAt, tierDaysForDevice } from "./tier-days-for-device.ts";
import type { TierDay } from "./tier-facts.ts";
import { tierStanding } from "./tier-standing.ts";

const day = (text: string): CalendarDay => calendarDaySchema.parse(text);
const NOW = instant(Date.UTC(2026, 5, 15, 9));
const TODAY = day("2026-06-15");
const DAY_LONG = { gained: 12_345, lost: 0 };
/** One a day for so many days, up to one that is so many days ago. */
const daily = (count: number, untilAgo = 0): readonly TierDay[] =>
  Array.from({ length: count }, (_, n) => ({
    day: addToDay(TODAY, { days: n + 1 - count - untilAgo }),
    ...DAY_LONG,
  }));
const settledUntil = (through: CalendarDay, cycleFrom: CalendarDay | null) => ({
  ...{ through, hasEntered: true, sinceAchieved: 0, sinceCycle: 0, yearBeforeCycle: 0 },
  held: cycleFrom && {
    definitionId: definitionIdSchema.parse(1),
    ...{
      achievedOn: cycleFrom,
      countedFrom: cycleFrom,
      anniversaryOn: addToDay(TODAY, { days: 9 }),
    },
    ...{ cycleFrom, maintainedOn: null, assignedAt: null },
  },
});

describe("when devices need the days of a programme again", () => {
  const againAt = (days: readonly TierDay[], beforeInDays: number | null = null) => {
    const before = beforeInDays === null ? null : addMs(NOW, beforeInDays * DAY_MS);
    const again = sendTiersAgainAt({ days, zone: UTC }, before, NOW);
    return again === null ? null : (again - NOW) / DAY_MS;
  };
  /** From nine in the morning to the start of a day. */
  const IN_14_DAYS = 14 - 9 / 24;

  it("[T15] is in a fortnight if the last year has more than fifty, and never with fewer", () => {
    expect(againAt(daily(51))).toBe(IN_14_DAYS);
    expect(againAt(daily(50))).toBeNull();
    // Those of a year ago to the day still count, older ones and later ones don't.
    expect(againAt(daily(51, 315))).toBe(IN_14_DAYS);
    expect(againAt(daily(51, 316))).toBeNull();
    expect(againAt(daily(51, -1))).toBeNull();
  });

  it("[T15] stays as it was until it is four days away", () => {
    expect(againAt(daily(51), 4.1)).toBe(4.1);
    expect(againAt(daily(51), 4)).toBe(IN_14_DAYS);
    expect(againAt(daily(51), -1)).toBe(IN_14_DAYS);
    expect(againAt(daily(50), 9)).toBeNull();
  });
});

describe("the days of a programme on a device", () => {
  const YESTERDAY = addToDay(TODAY, { days: -1 });
  const held = (days: readonly TierDay[], cycleFrom: string | null, againInDays: number | null) =>
    tierDaysForDevice(
      { days, zone: UTC },
      settledUntil(YESTERDAY, cycleFrom === null ? null : day(cycleFrom)),
      againInDays === null ? null : addMs(NOW, againInDays * DAY_MS),
    );

  it("[T15] are one by one if they leave the year before they are sent again, else by the month", () => {
    const sent = held(daily(731), "2025-12-10", 2);
    const text = sent.map(({ day: each, gained }) => `${each} ${gained / DAY_LONG.gained}`);
    expect(text).toEqual([
      // Two days, three without contact, what is left of the last, and the next that will change.
      ...[15, 16, 17, 18, 19, 20, 21, 22].map((n) => `2025-06-${n} 1`),
      ...["2025-06-23 8", "2025-07-01 31", "2025-08-01 31", "2025-09-01 30", "2025-10-01 31"],
      ...["2025-11-01 30", "2025-12-01 31", "2026-01-01 31", "2026-02-01 28", "2026-03-01 31"],
      ...["2026-04-01 30", "2026-05-01 31", "2026-06-01 14", "2026-06-15 1"],
    ]);
    expect(held(daily(731), null, 2)).toEqual(sent);
  });

  it("[T15] are each there if they aren't sent again, but for what has left", () => {
    expect(held(daily(800), null, null)).toEqual(daily(366));
    expect(held(daily(800), "2025-12-10", null)).toHaveLength(366);
  });

  it("[T15] keep what a day to come gains and loses apart", () => {
    const apart = { day: TODAY, gained: 500, lost: 400 };
    const days = [
      { ...apart, day: day("2025-08-05") },
      { ...apart, day: day("2025-08-09") },
      apart,
    ];
    expect(held(days, null, 2)).toEqual([
      { day: day("2025-08-05"), gained: 500, lost: 400 },
      { day: day("2025-08-09"), gained: 100, lost: 0 },
      apart,
    ]);
  });

  it("[T15] until they are sent again and three days longer say what all of them say", {
    timeout: 60_000,
  }, () => {
    const definition = tierDefinition();
    const moves = fc.array(
      fc.record({
        ago: fc.nat(800),
        gained: fc.constantFrom(0, 100, 2000),
        lost: fc.constantFrom(0, 100, 2000),
      }),
      { minLength: 20, maxLength: 90 },
    );
    const arbs = [moves, fc.nat(25), fc.nat(28), fc.nat(365)] as const;
    fc.assert(
      fc.property(...arbs, (drawn, againInDays, laterBy, assignedAgo) => {
        const days = [...new Map(drawn.map((each) => [each.ago, each])).values()]
          .sort((a, b) => b.ago - a.ago)
          .map(({ ago, gained, lost }) => ({
            ...{ day: addToDay(TODAY, { days: -ago }), gained, lost },
          }));
        const facts = {
          ...{ days, checkpoint: null, zone: UTC },
          versions: [{ at: instant(0), definition }],
          assignments: [{ at: addMs(NOW, -assignedAgo * DAY_MS), definitionId: definition.id }],
        };
        const again = firstInstantOf(addToDay(TODAY, { days: againInDays }), UTC);
        const toSend = { programme: definition.programme, facts, againAt: again };
        const sent = deviceTiersOf(toSend, NOW, 0);
        const settings = {
          ...{ definitions: { tier: [definition], point: [] }, versions: facts.versions },
          ...{ zone: UTC, region: "vic" },
        };
        const limit = addMs(later(again, NOW), EXACT_WITHOUT_CONTACT_MS);
        const at = instant(Math.min(addMs(NOW, laterBy * DAY_MS), limit));
        const [onDevice] = deviceStandings(settings, sent ? [sent] : [], at);
        expect(onDevice?.standing, dayIn(at, UTC)).toEqual(tierStanding(facts, at));
      }),
      { numRuns: casesOf(300) },
    );
  });

  it("[T15] of somebody who shops daily for ten years are under 1.1 kB", () => {
    const versions = [{ at: instant(0), definition: tierDefinition() }];
    const facts = { days: daily(3653), versions, assignments: [], checkpoint: null, zone: UTC };
    const againAt = sendTiersAgainAt(facts, null, NOW);
    const sent = deviceTiersOf({ programme: "tier-points", facts, againAt }, NOW);
    expect(JSON.stringify(sent).length).toBeLessThan(1100);
  });
});
