/** All of it: shares are in hundredths of a percent. */
export const WHOLE = 10_000;

/** Who pays for something: shares that add up to the whole (incentive/SPEC.md [G8]). */
export type FunderShares = readonly { readonly funder: string; readonly share: number }[];

/** What nobody else pays for. */
export const ALL_BRAND: FunderShares = [{ funder: "brand", share: WHOLE }];

/**
 * Splits a whole number in proportion to weights, of which the sum isn't 0 unless the number is:
 * each part rounded down, then one more for those that lost most by it, the earlier first. So the
 * parts add up to the number ([G9]).
 */
export const splitByWeight = (total: number, weights: readonly bigint[]): readonly number[] => {
  const by = weights.reduce((sum, weight) => sum + weight, 0n);
  return by === 0n
    ? weights.map(() => 0)
    : splitOver(
        weights.map((w) => w * BigInt(total)),
        by,
      );
};

/** Adds exact fractions up to whole numbers: `numerators` over `by`, whose sum is whole. */
export const splitOver = (numerators: readonly bigint[], by: bigint): readonly number[] => {
  const sign = by < 0n ? -1n : 1n;
  const exact = numerators.map((each) => each * sign);
  const over = by * sign;
  const floors = exact.map((each) => (each - mod(each, over)) / over);
  const sum = exact.reduce((total, each) => total + each, 0n) / over;
  const missing = Number(sum - floors.reduce((total, each) => total + each, 0n));
  const more = new Set(
    exact
      .map((each, at) => ({ at, lost: mod(each, over) }))
      .sort((a, b) => (a.lost === b.lost ? 0 : a.lost > b.lost ? -1 : 1))
      .slice(0, missing)
      .map(({ at }) => at),
  );
  return floors.map((each, at) => Number(each) + (more.has(at) ? 1 : 0));
};

/** The remainder that is never below 0. */
const mod = (a: bigint, by: bigint): bigint => ((a % by) + by) % by;

/** The shares in something that consists of parts, each with a weight and shares of its own. */
export const mixShares = (
  parts: readonly { readonly weight: number; readonly shares: FunderShares }[],
): FunderShares => {
  const weights = new Map<string, bigint>();
  for (const { weight, shares } of parts) {
    for (const { funder, share } of shares) {
      weights.set(funder, (weights.get(funder) ?? 0n) + BigInt(weight) * BigInt(share));
    }
  }
  const split = splitByWeight(WHOLE, [...weights.values()]);
  return [...weights.keys()]
    .map((funder, at) => ({ funder, share: split[at] ?? 0 }))
    .filter(({ share }) => share > 0);
};
