import fc from "fast-check";
import { sumTierDays, type TierFacts, tierDayOf } from "#shared/incentive/tiers/tier-facts.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import {
  addMs,
  calendarDaySchema,
  firstInstantOf,
  type Instant,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import { tierDefinition } from "./build.ts";

// What can happen to a profile in one tier programme, for the laws of tiers.

const id = (n: number) => definitionIdSchema.parse(n);
const ZONES = ["Australia/Melbourne", "Europe/London", "America/Sao_Paulo"].map((name) =>
  timeZoneSchema.parse(name),
);
const START = firstInstantOf(
  calendarDaySchema.parse("2023-12-01"),
  timeZoneSchema.parse("Australia/Melbourne"),
);
const SIX_YEARS_MS = 6 * 365.25 * 86_400_000;
/** Moments of six years. */
export const tierMoments = fc
  .integer({ min: 0, max: SIX_YEARS_MS })
  .map((ms): Instant => addMs(START, ms));

/** Tier points that are gained or lost. */
export const tierMoves = fc.record({
  at: tierMoments,
  points: fc.oneof(fc.integer({ min: -600, max: 1200 }), fc.constantFrom(300, -300, 400, 1000)),
});

const definitions = fc
  .uniqueArray(fc.constantFrom(0, 100, 300, 400, 1000, 2000), { minLength: 1, maxLength: 4 })
  .chain((mins) =>
    fc.tuple(
      ...mins.map((min, index) =>
        fc.record({
          at: fc.oneof(fc.constant(addMs(START, -1)), tierMoments),
          definition: fc
            .record({
              maintain: fc.option(fc.constantFrom(0, 100, 300, 500, 900)),
              disableCredit: fc.boolean(),
              isFloor: fc.boolean(),
              isPublished: fc.oneof(fc.constant(true), fc.boolean()),
            })
            .map(({ maintain, ...flags }) =>
              tierDefinition({
                ...flags,
                id: id(index + 1),
                valueMin: min,
                valueMaintain: maintain,
              }),
            ),
        }),
      ),
    ),
  );

/** What a profile lived through, and when it is looked at. */
export const tierHistories = fc.record({
  moves: fc.array(tierMoves, { maxLength: 25 }),
  versions: definitions,
  assigned: fc.array(fc.record({ at: tierMoments, index: fc.nat({ max: 3 }) }), { maxLength: 2 }),
  zone: fc.constantFrom(...ZONES),
  now: fc.integer({ min: 0, max: SIX_YEARS_MS + 4e10 }).map((ms) => addMs(START, ms)),
});
export type LivedTiers = typeof tierHistories extends fc.Arbitrary<infer H> ? H : never;

/** The facts that it leaves behind. */
export const tierFactsFrom = ({ moves, versions, assigned, zone }: LivedTiers): TierFacts => ({
  versions,
  days: sumTierDays(moves.map((each) => tierDayOf({ ...each, sign: 1 }, zone))),
  assignments: assigned.map((each) => ({ at: each.at, definitionId: id(each.index + 1) })),
  checkpoint: null,
  zone,
});
