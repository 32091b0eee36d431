import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  addMs,
  calendarDaySchema,
  DAY_MS,
  dayIn,
  earlier,
  instant,
  later,
  UTC,
} from "#shared/kernel/time.ts";
import { pointDefinition, tierDefinition } from "#shared/testing/build.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { type LivedTiers, tierFactsFrom, tierHistories } from "#shared/testing/tier-histories.ts";
import { deviceStandings, deviceTiersOf } from "./device-standings.ts";
import { deviceTiersSchema } from "./device-tiers.ts";
import { takeCheckpoint } from "./take-checkpoint.ts";
import { daysFrom } from "./tier-checkpoint.ts";
import type { TierFacts } from "./tier-facts.ts";
import { countedProgrammesIn } from "./tier-programmes.ts";
import { tierStanding } from "./tier-standing.ts";

const PROGRAMME = tierDefinition().programme;

/** Everything that decides by an instant: no assignment comes later, for it would be sent. */
const serverFacts = (lived: LivedTiers, changedAfterDays: number, readAt: number): TierFacts => {
  const facts = tierFactsFrom(lived);
  return {
    ...facts,
    versions: facts.versions.flatMap(({ at, definition }) => [
      { at, definition },
      {
        at: addMs(at, changedAfterDays * DAY_MS),
        definition: { ...definition, version: 2, valueMin: definition.valueMin + 15_000 },
      },
    ]),
    assignments: facts.assignments.filter(({ at }) => at <= readAt),
  };
};

/** The same, as far as the server knew it at an instant, perhaps from a checkpoint of its own. */
const knownAt = (facts: TierFacts, readAt: number, hasCheckpoint: boolean): TierFacts => {
  const known = { ...facts, versions: facts.versions.filter(({ at }) => at <= readAt) };
  if (!hasCheckpoint) return known;
  const checkpoint = takeCheckpoint(known, yearsAfter(dayIn(instant(readAt), facts.zone), -1));
  return {
    ...known,
    checkpoint,
    days: known.days.filter(({ day }) => day >= daysFrom(checkpoint)),
  };
};

describe("what a device holds of tiers", () => {
  it("[T15] says at every later moment what the server says", () => {
    fc.assert(
      fc.property(
        tierHistories,
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 0, max: 1200 * DAY_MS }),
        fc.boolean(),
        fc.constantFrom(0, 5, 50),
        fc.option(fc.integer({ min: -1, max: 30 }), { nil: null }),
        (lived, changedAfterDays, agoMs, hasCheckpoint, momentsMax, againInDays) => {
          const readAt = addMs(lived.now, -agoMs);
          const facts = serverFacts(lived, changedAfterDays, readAt);
          const known = knownAt(facts, readAt, hasCheckpoint);
          const againAt = againInDays === null ? null : addMs(readAt, againInDays * DAY_MS);
          const toSend = { programme: PROGRAMME, facts: known, againAt };
          const sent = deviceTiersOf(toSend, readAt, momentsMax);
          const until = againAt && addMs(later(againAt, readAt), EXACT_WITHOUT_CONTACT_MS);
          const now = until === null ? lived.now : earlier(lived.now, until);
          const held = sent === null ? [] : [deviceTiersSchema.parse(sent)];
          const { versions, zone } = facts;
          const definitions = {
            tier: facts.versions.map(({ definition }) => tierDefinition(definition)),
            point: [],
          };
          const settings = { definitions, versions, zone, region: "vic" };
          expect(deviceStandings(settings, held, now)).toEqual([
            {
              programme: PROGRAMME,
              name: PROGRAMME,
              standing: tierStanding({ ...facts, checkpoint: null }, now),
            },
          ]);
        },
      ),
      { numRuns: casesOf(300) },
    );
  });

  it("[T15] is bounded, whatever the history", () => {
    const now = instant(Date.UTC(2026, 5, 1));
    const days = Array.from({ length: 4000 }, (_, index) => ({
      day: dayIn(addMs(now, (index - 3999) * DAY_MS), UTC),
      ...{ gained: 10_000, lost: 0 },
    }));
    const definition = tierDefinition();
    const facts = {
      ...{ days, checkpoint: null, zone: UTC },
      versions: [{ at: instant(0), definition }],
      assignments: days.map((_, index) => ({
        at: addMs(now, (index - 4000) * DAY_MS),
        definitionId: definition.id,
      })),
    };
    const sent = deviceTiersOf({ programme: PROGRAMME, facts, againAt: null }, now);
    expect(sent?.days.length).toBeLessThan(370);
    expect(sent?.assignments).toHaveLength(0);
  });

  it("[T9] is nothing for a profile for which nothing has counted", () => {
    const facts = { versions: [], days: [], assignments: [], checkpoint: null, zone: UTC };
    expect(deviceTiersOf({ programme: PROGRAMME, facts, againAt: null }, instant(0))).toBeNull();
  });

  it("[T10] has the programmes of its region only, the region's own first", () => {
    const tier = (id: number, programme: string, region: string | null) =>
      tierDefinition({ id: definitionIdSchema.parse(id), programme, region, handle: `t${id}` });
    const definitions = {
      tier: [tier(1, "points", null), tier(2, "wine", "vic"), tier(3, "surf", "nsw")],
      point: ["points", "wine", "surf", "walks"].map((handle, index) =>
        pointDefinition({
          ...{ id: definitionIdSchema.parse(10 + index), handle, name: `${handle}!` },
          use: "tier",
        }),
      ),
    };
    const settings = { definitions, versions: [], zone: UTC, region: "vic" };
    const today = instant(Date.UTC(2026, 5, 1));
    expect(deviceStandings(settings, [], today).map(({ name }) => name)).toEqual([
      "wine!",
      "points!",
    ]);
    // Its devices are ready for a tier that is defined later.
    expect(countedProgrammesIn(definitions, "vic").map(({ handle }) => handle)).toEqual([
      ...["wine", "points", "surf", "walks"],
    ]);
  });

  it.for([0, 50])(
    "[T7] [T15] judges by a tier defined after it was sent, on the same day too (%i)",
    (momentsMax) => {
      const now = instant(Date.UTC(2026, 5, 1, 9));
      const day = calendarDaySchema.parse("2026-05-20");
      const known = {
        ...{ versions: [], assignments: [], checkpoint: null, zone: UTC },
        days: [{ day, gained: 50_000, lost: 0 }],
      };
      const toSend = { programme: PROGRAMME, facts: known, againAt: null };
      const sent = deviceTiersOf(toSend, now, momentsMax);
      const definition = tierDefinition();
      const settings = {
        definitions: { tier: [definition], point: [] },
        versions: [{ at: addMs(now, 3_600_000), definition }],
        ...{ zone: UTC, region: "vic" },
      };
      const [standing] = deviceStandings(settings, sent ? [sent] : [], addMs(now, 7_200_000));
      expect(standing?.standing).toMatchObject({ held: { tier: { name: "Silver" } } });
    },
  );
});
