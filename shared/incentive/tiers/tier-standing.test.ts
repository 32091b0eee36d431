import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  addToDay,
  type CalendarDay,
  calendarDaySchema,
  dayIn,
  type Instant,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import { formatV3Local, parseLocal } from "#shared/kernel/written-time.ts";
import { tierDefinition } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { naiveTierStanding } from "#shared/testing/naive-tiers.ts";
import {
  tierFactsFrom,
  tierHistories,
  tierMoments,
  tierMoves,
} from "#shared/testing/tier-histories.ts";
import { mayBeSettled, nextCheckpoint, takeCheckpoint } from "./take-checkpoint.ts";
import type { TierDefinition } from "./tier.ts";
import { daysFrom } from "./tier-checkpoint.ts";
import { sumTierDays, type TierFacts, tierDayOf } from "./tier-facts.ts";
import { tierStanding } from "./tier-standing.ts";

const MELBOURNE = timeZoneSchema.parse("Australia/Melbourne");
const id = (n: number) => definitionIdSchema.parse(n);
const at = (local: string, zone = MELBOURNE): Instant => {
  const instant = parseLocal(local, zone);
  if (instant === null) throw new Error(`${local} is no local time`);
  return instant;
};
const LAUNCH = at("2020-01-01 00:00:00");

const tier = (n: number, points: number, changes: Partial<TierDefinition> = {}): TierDefinition =>
  tierDefinition({ id: id(n), handle: `tier-${n}`, valueMin: points * 100, ...changes });
const SILVER = tier(1, 300);
const GOLD = tier(2, 1000);

type Move = readonly [local: string, points: number];
const factsOf = (
  moves: readonly Move[],
  others: Partial<TierFacts> & { readonly tiers?: readonly TierDefinition[] } = {},
): TierFacts => {
  const { tiers = [SILVER, GOLD], zone = MELBOURNE, ...rest } = others;
  return {
    versions: tiers.map((definition) => ({ at: LAUNCH, definition })),
    days: sumTierDays(
      moves.map(([local, points]) =>
        tierDayOf({ at: at(local, zone), points: points * 100, sign: 1 }, zone),
      ),
    ),
    assignments: [],
    checkpoint: null,
    zone,
    ...rest,
  };
};
const standingOf = (
  moves: readonly Move[],
  local: string,
  others: Parameters<typeof factsOf>[1] = {},
) => {
  const zone = others.zone ?? MELBOURNE;
  const { held, ...standing } = tierStanding(factsOf(moves, others), at(local, zone));
  const written = (instant: Instant | null) => instant && formatV3Local(instant, zone);
  return {
    ...standing,
    tier: held?.tier.id ?? null,
    achieved: written(held?.achievedAt ?? null),
    anniversary: written(held?.anniversaryAt ?? null),
    maintained: written(held?.maintainedAt ?? null),
    assigned: written(held?.assignedAt ?? null),
    changes: written(standing.yearTotalChangesAt),
  };
};

describe("attaining a tier", () => {
  it("[T1] moves up at once, at the start of the day, for a year", () => {
    const moves: Move[] = [
      ["2026-01-02 15:00", 500],
      ["2026-06-10 09:00", 800],
    ];
    expect(standingOf(moves, "2026-05-01 12:00")).toMatchObject({
      tier: 1,
      achieved: "2026-01-02 00:00:00",
      anniversary: "2027-01-02 23:59:59",
      maintained: null,
      assigned: null,
      yearTotal: 50_000,
      nextRemaining: 50_000,
      next: { id: 2 },
      previous: null,
    });
    expect(standingOf(moves, "2026-06-10 09:00")).toMatchObject({
      tier: 2,
      achieved: "2026-06-10 00:00:00",
      anniversary: "2027-06-10 23:59:59",
      next: null,
      nextRemaining: null,
      previous: { id: 1 },
    });
  });

  it("[T1] takes exactly the points of the tier, and skips levels", () => {
    expect(standingOf([["2026-01-02 15:00", 299.99]], "2026-01-03 00:00")).toMatchObject({
      tier: null,
      nextRemaining: 1,
    });
    expect(standingOf([["2026-01-02 15:00", 300]], "2026-01-03 00:00").tier).toBe(1);
    expect(standingOf([["2026-01-02 15:00", 1000]], "2026-01-03 00:00").tier).toBe(2);
  });

  it("[T2] keeps the tier when everything is returned, in whatever order both arrive", () => {
    const sale: Move = ["2026-03-01 10:00", 1000];
    for (const back of ["2026-03-01 11:00", "2026-03-09 10:00"]) {
      const moves: Move[] = [sale, [back, -1000]];
      for (const order of [moves, [...moves].reverse()]) {
        expect(standingOf(order, "2026-12-01 12:00")).toMatchObject({
          tier: 2,
          achieved: "2026-03-01 00:00:00",
          yearTotal: 0,
          progress: 0,
        });
      }
    }
  });

  it("[T2] forgets a sale that was voided", () => {
    const sale = { at: at("2026-03-01 10:00"), points: 100_000 } as const;
    const days = sumTierDays([
      tierDayOf({ ...sale, sign: 1 }, MELBOURNE),
      tierDayOf({ ...sale, sign: -1 }, MELBOURNE),
    ]);
    expect(days).toEqual([]);
    expect(standingOf([], "2026-12-01 12:00", { days })).toMatchObject({
      tier: null,
      hasEntered: false,
    });
  });
});

describe("an anniversary", () => {
  it("[T3] keeps a tier for credit and progress, and is decided when its last second is over", () => {
    const moves: Move[] = [
      ["2026-01-02 15:00", 300],
      ["2026-12-01 15:00", 50],
    ];
    const easy = { tiers: [tier(1, 300, { valueMaintain: 35_000 }), GOLD] };
    expect(standingOf(moves, "2027-01-02 23:59:59", easy)).toMatchObject({
      tier: 1,
      maintained: null,
      progress: 35_000,
      remaining: 0,
    });
    expect(standingOf(moves, "2027-01-03 00:00", easy)).toMatchObject({
      tier: 1,
      achieved: "2026-01-02 00:00:00",
      maintained: "2027-01-02 23:59:59",
      anniversary: "2028-01-02 23:59:59",
      progress: 0,
      credit: 0,
      remaining: 35_000,
    });
  });

  it("[T3] drops to the highest tier that twelve months reach, several levels at once", () => {
    const platinum = tier(3, 5000);
    const tiers = [SILVER, GOLD, platinum];
    const top: Move = ["2026-01-02 15:00", 5000];
    const after = (points: number) =>
      standingOf([top, ["2026-12-01 15:00", points]], "2027-01-03 00:00", { tiers });
    // The first day of the tier is in the cycle, so its own points keep it once.
    expect(after(0)).toMatchObject({ tier: 3, maintained: "2027-01-02 23:59:59" });
    const later = (points: number) =>
      standingOf([top, ["2027-12-01 15:00", points]], "2028-01-03 00:00", { tiers });
    expect(later(1000)).toMatchObject({
      tier: 2,
      achieved: "2028-01-03 00:00:00",
      anniversary: "2029-01-02 23:59:59",
      maintained: null,
    });
    expect(later(999).tier).toBe(1);
    expect(later(299)).toMatchObject({ tier: null, anniversary: null, credit: 0, remaining: 0 });
  });

  it("[T3] never drops below the floor", () => {
    const floor = tier(9, 0, { isFloor: true });
    const tiers = [floor, SILVER];
    const moves: Move[] = [["2026-01-02 15:00", 300]];
    expect(standingOf(moves, "2031-05-01 12:00", { tiers })).toMatchObject({
      tier: 9,
      remaining: 0,
      next: { id: 1 },
      maintained: "2031-01-02 23:59:59",
    });
  });

  it("[T4] credits what the year before had over the minimum, for one cycle only", () => {
    const bronze = tier(1, 400);
    const moves: Move[] = [["2026-01-02 15:00", 650]];
    const kept = { tiers: [bronze] };
    expect(standingOf(moves, "2027-01-03 00:00", kept)).toMatchObject({
      tier: 1,
      credit: 0,
      progress: 0,
    });
    const busy: Move[] = [...moves, ["2026-06-01 15:00", 0.01], ["2027-01-02 15:00", 650]];
    expect(standingOf(busy, "2027-01-03 00:00", kept)).toMatchObject({
      credit: 25_001,
      remaining: 14_999,
    });
    const overshoot: Move[] = [
      ["2026-01-02 15:00", 1],
      ["2026-02-02 15:00", 649],
    ];
    expect(standingOf(overshoot, "2027-02-03 00:00", kept)).toMatchObject({ credit: 0 });
    const uncredited = { tiers: [{ ...bronze, disableCredit: true }] };
    expect(standingOf(busy, "2027-01-03 00:00", uncredited)).toMatchObject({
      credit: 0,
      remaining: 40_000,
    });
  });
});

describe("the calendar", () => {
  it("[T5] T1: counts years from the first day, so 29 February returns", () => {
    const moves: Move[] = [0, 1, 2, 3, 4].map((year) => [`${2028 + year}-02-15 10:00`, 300]);
    const leap: Move[] = [...moves.slice(1), ["2028-02-29 10:00", 300]];
    const on = (local: string) => standingOf(leap, local);
    expect(on("2028-03-01 10:00")).toMatchObject({
      achieved: "2028-02-29 00:00:00",
      anniversary: "2029-02-28 23:59:59",
    });
    expect(on("2030-03-01 10:00").anniversary).toBe("2031-02-28 23:59:59");
    expect(on("2031-03-01 10:00")).toMatchObject({
      achieved: "2028-02-29 00:00:00",
      anniversary: "2032-02-29 23:59:59",
    });
  });

  it("[T5] T1: counts points for twelve calendar months, to the end of the last day", () => {
    const moves: Move[] = [["2027-03-01 10:00", 300]];
    expect(standingOf(moves, "2028-02-29 12:00")).toMatchObject({
      yearTotal: 30_000,
      changes: "2028-03-02 00:00:00",
    });
    expect(standingOf(moves, "2028-03-01 23:59:59").yearTotal).toBe(30_000);
    expect(standingOf(moves, "2028-03-02 00:00")).toMatchObject({ yearTotal: 0, changes: null });
  });

  it("[T5] has days as long as the clocks make them", () => {
    // Melbourne's clocks go back on 5 April 2026, and forward on 4 October.
    const moves: Move[] = [["2026-04-05 00:30", 300]];
    expect(standingOf(moves, "2026-04-05 23:30")).toMatchObject({
      achieved: "2026-04-05 00:00:00",
      changes: "2027-04-06 00:00:00",
    });
    const { held } = tierStanding(factsOf([["2026-10-04 12:00", 300]]), at("2026-10-04 13:00"));
    expect(held?.achievedAt).toBe(at("2026-10-04 00:00"));
    expect(held?.anniversaryAt).toBe(at("2027-10-04 23:59:59"));
  });
});

describe("a tier given by staff", () => {
  const assigned = (n: number, local: string) => ({ at: at(local), definitionId: id(n) });

  it("[T6] T2: stays until its anniversary, and is then judged like any other", () => {
    const moves: Move[] = [
      ["2026-01-01 10:00", 50],
      ["2026-03-03 10:00", 10],
    ];
    const others = { assignments: [assigned(2, "2026-03-02 14:00")] };
    expect(standingOf(moves, "2026-12-01 12:00", others)).toMatchObject({
      tier: 2,
      achieved: "2026-03-02 00:00:00",
      assigned: "2026-03-02 14:00:00",
      anniversary: "2027-03-02 23:59:59",
    });
    expect(standingOf(moves, "2027-03-03 00:00", others).tier).toBe(null);
    const enough: Move[] = [...moves, ["2026-12-03 10:00", 300]];
    expect(standingOf(enough, "2027-03-03 00:00", others)).toMatchObject({
      tier: 1,
      assigned: null,
    });
  });

  it("[T6] T2: gives way at once to a higher one that is earned, on the same day too", () => {
    const others = { assignments: [assigned(1, "2026-03-02 14:00")] };
    for (const day of ["2026-03-02", "2026-05-02"]) {
      expect(standingOf([[`${day} 15:00`, 1000]], "2026-12-01 12:00", others)).toMatchObject({
        tier: 2,
        achieved: `${day} 00:00:00`,
        assigned: null,
      });
    }
  });

  it("[T6] can be a lower one, until points are earned again", () => {
    const moves: Move[] = [["2026-01-01 10:00", 1000]];
    const others = { assignments: [assigned(1, "2026-03-02 14:00")] };
    expect(standingOf(moves, "2026-04-01 12:00", others).tier).toBe(1);
    const more: Move[] = [...moves, ["2026-04-02 10:00", 1]];
    expect(standingOf(more, "2026-04-02 12:00", others)).toMatchObject({ tier: 2, assigned: null });
  });
});

describe("definitions", () => {
  it("[T7] apply from the day they are written, and don't change what was decided before", () => {
    const moves: Move[] = [
      ["2026-01-01 10:00", 300],
      ["2026-08-01 10:00", 1],
    ];
    const raised = { at: at("2026-06-01 10:00"), definition: tier(1, 600, { version: 2 }) };
    const versions = [{ at: LAUNCH, definition: SILVER }, raised];
    expect(standingOf(moves, "2026-12-01 12:00", { versions }).tier).toBe(1);
    const late: Move[] = [["2026-07-01 10:00", 300]];
    expect(standingOf(late, "2026-12-01 12:00", { versions }).tier).toBe(null);
  });

  it("[T7] take in those who qualify already on the day they are written", () => {
    const moves: Move[] = [["2026-01-01 10:00", 300]];
    const versions = [{ at: at("2026-06-01 10:00"), definition: SILVER }];
    expect(standingOf(moves, "2026-05-31 12:00", { versions }).tier).toBe(null);
    expect(standingOf(moves, "2026-06-01 12:00", { versions })).toMatchObject({
      tier: 1,
      achieved: "2026-06-01 00:00:00",
    });
  });

  it("[T7] that are unpublished can't be reached, and are held until the anniversary", () => {
    const moves: Move[] = [["2026-01-01 10:00", 300]];
    const gone = {
      at: at("2026-06-01 10:00"),
      definition: { ...SILVER, version: 2, isPublished: false },
    };
    const versions = [{ at: LAUNCH, definition: SILVER }, gone];
    expect(standingOf(moves, "2026-12-01 12:00", { versions }).tier).toBe(1);
    const late: Move[] = [["2026-07-01 10:00", 300]];
    expect(standingOf(late, "2026-12-01 12:00", { versions }).tier).toBe(null);
  });

  it("[T9] give nobody a tier who has never had points, not even the floor", () => {
    const tiers = [tier(9, 0, { isFloor: true })];
    expect(standingOf([], "2026-12-01 12:00", { tiers })).toMatchObject({
      tier: null,
      hasEntered: false,
    });
    expect(standingOf([["2026-01-01 10:00", 1]], "2026-12-01 12:00", { tiers }).tier).toBe(9);
  });
});

describe("the laws of tiers", () => {
  it("[T2] no order of arrival, correction or undone mistake makes a difference", () => {
    fc.assert(
      fc.property(
        tierHistories,
        fc.infiniteStream(fc.nat()),
        fc.array(tierMoves),
        (lived, keys, wrong) => {
          const { zone, now } = lived;
          const all = [
            ...lived.moves.map((each) => tierDayOf({ ...each, sign: 1 }, zone)),
            ...wrong.flatMap((each) => [
              tierDayOf({ ...each, sign: 1 }, zone),
              tierDayOf({ ...each, sign: -1 }, zone),
            ]),
          ]
            .map((day) => ({ day, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ day }) => day);
          const facts = tierFactsFrom(lived);
          // Added up in two parts, as when some arrive later.
          const days = sumTierDays([...sumTierDays(all.slice(0, 9)), ...all.slice(9)]);
          const shuffled = {
            ...facts,
            days: [...days].reverse(),
            versions: [...facts.versions].reverse(),
            assignments: [...facts.assignments],
          };
          expect(tierStanding(shuffled, now)).toEqual(tierStanding(facts, now));
        },
      ),
    );
  });

  it("[T8] agree with a second, plain implementation at every moment", () => {
    fc.assert(
      fc.property(tierHistories, (lived) => {
        const facts = tierFactsFrom(lived);
        const { held, ...standing } = tierStanding(facts, lived.now);
        const dayOf = (instant: Instant | null): CalendarDay | null =>
          instant === null ? null : dayIn(instant, lived.zone);
        expect({
          tierId: held?.tier.id ?? null,
          achievedOn: dayOf(held?.achievedAt ?? null),
          anniversaryOn: dayOf(held?.anniversaryAt ?? null),
          maintainedOn: dayOf(held?.maintainedAt ?? null),
          assignedAt: held?.assignedAt ?? null,
          credit: standing.credit,
          progress: standing.progress,
          yearTotal: standing.yearTotal,
        }).toEqual(naiveTierStanding(facts, lived.now));
      }),
      { numRuns: casesOf(3000) },
    );
  });

  it("[T11] a checkpoint of any day stands for everything before it", () => {
    fc.assert(
      fc.property(
        tierHistories,
        fc.array(tierMoments, { minLength: 1, maxLength: 3 }),
        (lived, moments) => {
          const facts = tierFactsFrom(lived);
          const today = dayIn(lived.now, lived.zone);
          let from = facts;
          const throughs = moments.map((each) => dayIn(each, lived.zone)).sort();
          for (const through of throughs.filter((day) => day < today)) {
            const checkpoint = takeCheckpoint(from, through);
            const days = from.days.filter(({ day }) => day >= daysFrom(checkpoint));
            // One checkpoint can be taken from another.
            from = { ...facts, checkpoint, days };
          }
          expect(tierStanding(from, lived.now)).toEqual(tierStanding(facts, lived.now));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("[T11] is taken once it spares replaying more than thirty days, as of 35 days ago", () => {
    const daily = (days: number): TierFacts =>
      factsOf(Array.from({ length: days }, (_, n): Move => [`${dayAt(n)} 10:00`, 30]));
    const dayAt = (n: number) => addToDay(calendarDaySchema.parse("2024-01-01"), { days: n });
    expect(nextCheckpoint(daily(90), dayAt(29 + 35))).toBeNull();
    const taken = nextCheckpoint(daily(90), dayAt(30 + 35));
    expect(taken).toMatchObject({ through: dayAt(30), held: { definitionId: 1 } });
    const facts = { ...daily(200), checkpoint: taken };
    expect(nextCheckpoint(facts, dayAt(60 + 35))).toBe(taken);
    expect(nextCheckpoint(facts, dayAt(61 + 35))).toMatchObject({ through: dayAt(61) });
    // The checkpoint of a server whose clock is a day ahead stands for one day more.
    expect([34, 35, 36].map((n) => mayBeSettled(dayAt(0), dayAt(n)))).toEqual([true, true, true]);
    expect(mayBeSettled(dayAt(0), dayAt(33))).toBe(false);
  });

  it("[T11] needs only the sum of the days that are settled and stay in the year today", () => {
    fc.assert(
      fc.property(tierHistories, fc.integer({ min: 0, max: 400 }), (lived, ago) => {
        const facts = tierFactsFrom(lived);
        const today = dayIn(lived.now, lived.zone);
        const through = addToDay(today, { days: -1 - ago });
        const checkpoint = takeCheckpoint(facts, through);
        const isSummed = (day: CalendarDay) => day > yearsAfter(today, -1) && day <= through;
        const [first, ...more] = facts.days.filter(({ day }) => isSummed(day));
        const sum = first && {
          day: first.day,
          gained: more.reduce((all, { gained }) => all + gained, first.gained),
          lost: more.reduce((all, { lost }) => all + lost, first.lost),
        };
        const alone = facts.days.filter(({ day }) => day >= daysFrom(checkpoint) && !isSummed(day));
        const days = [...alone, ...(sum ? [sum] : [])];
        const { yearTotalChangesAt: _, ...read } = tierStanding(
          { ...facts, checkpoint, days },
          lived.now,
        );
        expect(tierStanding(facts, lived.now)).toMatchObject(read);
      }),
      { numRuns: casesOf(500) },
    );
  });

  it("[T5] a year later is never earlier for a later day", () => {
    const day = fc
      .date({ min: new Date("2023-01-01"), max: new Date("2033-01-01"), noInvalidDate: true })
      .map((date) => calendarDaySchema.parse(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 9 }), (a, b, years) => {
        if (a > b) return;
        expect(yearsAfter(a, years) <= yearsAfter(b, years)).toBe(true);
        expect(calendarDaySchema.safeParse(yearsAfter(a, years)).success).toBe(true);
      }),
    );
  });
});
