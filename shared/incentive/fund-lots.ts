import {
  ALL_BRAND,
  type FunderShares,
  mixShares,
  splitByWeight,
} from "#shared/ledger/funder-shares.ts";
import { splitPoints } from "./points/pending-points.ts";
import { pointStep } from "./points/point.ts";
import type { Rate } from "./points/rate.ts";
import type { PointChange } from "./points/transaction-points.ts";

/** How many of the points of a change a rate with shares decides, in hundredths, above zero. */
export type FundedPoints = {
  readonly rate: Pick<Rate, "id" | "funding">;
  readonly points: number;
};

/**
 * Who pays for each of the lots that a change opens, in the order of its parts: for the points of
 * these rates as they say, and for the rest as the definition does ([G8]). A rate's points all
 * become active at one time ([P9]), so they are in one lot. Null: all as the definition says.
 */
export const fundLots = (
  { definition, points, activations }: PointChange,
  funded: readonly FundedPoints[],
): readonly (FunderShares | null)[] => {
  const ids = new Set(funded.map(({ rate }) => rate.id));
  const rest = Math.max(0, points - sum(funded.map((each) => each.points)));
  const unfunded = activations.map(({ byRate }) =>
    Math.max(0, sum([...byRate].map(([id, weight]) => (id !== null && ids.has(id) ? 0 : weight)))),
  );
  const rests = splitByWeight(rest, unfunded.map(BigInt));
  const own = definition.funding.length > 0 ? definition.funding : ALL_BRAND;
  const mixOf = (of: readonly FundedPoints[], weight: number): FunderShares =>
    mixShares([
      ...of.map((each) => ({ weight: each.points, shares: each.rate.funding })),
      { weight, shares: own },
    ]);
  return splitPoints(points, activations, pointStep(definition)).map(({ activeAt }) => {
    const at = activations.findIndex((each) => each.activeAt === activeAt);
    const here = funded.filter(({ rate }) => activations[at]?.byRate.has(rate.id));
    const restHere = rests[at] ?? 0;
    if (here.length > 0) return mixOf(here, restHere);
    // A correction can open a lot at a time at which nothing that it adds becomes active.
    return restHere > 0 ? null : mixOf(funded, rest);
  });
};

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
