import { describe, expect, it } from "vitest";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { WHOLE } from "#shared/ledger/funder-shares.ts";
import { DAY_MS, NOW, pointDefinition, rate } from "#shared/testing/build.ts";
import { type FundedPoints, fundLots } from "./fund-lots.ts";

const all = (funder: string) => [{ funder, share: WHOLE }];
const ACME = rate({ id: definitionIdSchema.parse(21), funding: all("acme") });
const BETA = rate({ id: definitionIdSchema.parse(22), funding: all("beta") });
const by = (one: typeof ACME, points: number): FundedPoints => ({ rate: one, points });
const OWN: DefinitionId | null = null;
const LATER = addMs(NOW, 7 * DAY_MS);

/** Points that become active at a time, by the rates that decide them. */
const active = (
  activeAt: typeof NOW,
  ...rates: readonly (readonly [DefinitionId | null, number])[]
) => ({
  activeAt,
  weight: rates.reduce((sum, [, weight]) => sum + weight, 0),
  byRate: new Map(rates),
});
const fund = (
  points: number,
  activations: readonly ReturnType<typeof active>[],
  funded: readonly FundedPoints[],
  definition = pointDefinition(),
) => fundLots({ definition, points, activations }, funded);

describe("[G8] who pays for the points of a sale", () => {
  it("is who the rate says, for its points, and who the definition says for the rest", () => {
    const mixed = [active(NOW, [ACME.id, 200], [OWN, 100])];
    expect(fund(300, mixed, [])).toEqual([null]);
    expect(fund(200, [active(NOW, [ACME.id, 200])], [by(ACME, 200)])).toEqual([all("acme")]);
    expect(fund(300, mixed, [by(ACME, 200)])).toEqual([
      [
        { funder: "acme", share: 6667 },
        { funder: "brand", share: 3333 },
      ],
    ]);
    const shared = pointDefinition({ funding: all("beta") });
    expect(fund(300, mixed, [by(ACME, 200)], shared)).toEqual([
      [
        { funder: "acme", share: 6667 },
        { funder: "beta", share: 3333 },
      ],
    ]);
  });

  it("is said for each lot by what becomes active with it", () => {
    const apart = [active(NOW, [OWN, 100]), active(LATER, [ACME.id, 200])];
    expect(fund(300, apart, [by(ACME, 200)])).toEqual([null, all("acme")]);
    const both = [active(NOW, [ACME.id, 200]), active(LATER, [BETA.id, 100])];
    expect(fund(300, both, [by(ACME, 200), by(BETA, 100)])).toEqual([all("acme"), all("beta")]);
    const rests = [active(NOW, [OWN, 300]), active(LATER, [OWN, 100], [ACME.id, 100])];
    expect(fund(500, rests, [by(ACME, 100)])).toEqual([
      null,
      [
        { funder: "acme", share: 5000 },
        { funder: "brand", share: 5000 },
      ],
    ]);
  });

  it("is all of them together in a lot at a time at which nothing that is added is active", () => {
    expect(fund(400, [], [by(ACME, 100), by(BETA, 100)])).toEqual([
      [
        { funder: "acme", share: 2500 },
        { funder: "beta", share: 2500 },
        { funder: "brand", share: 5000 },
      ],
    ]);
  });

  it("is no less than whole if rates decide more than the change adds", () => {
    const mixed = [active(NOW, [ACME.id, 200], [OWN, 100])];
    expect(fund(150, mixed, [by(ACME, 200)])).toEqual([all("acme")]);
    const lessByOwn = [active(NOW, [ACME.id, 200], [OWN, -50])];
    expect(fund(150, lessByOwn, [by(ACME, 200)])).toEqual([all("acme")]);
  });
});
