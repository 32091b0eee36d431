import { describe, expect, test } from "vitest";
import { type FunderShares, mixShares, splitByWeight, splitOver, WHOLE } from "./funder-shares.ts";

describe("[G9] each part is rounded down, then those that lost most get one more", () => {
  test.for<readonly [total: number, weights: readonly number[], parts: readonly number[]]>([
    [9, [1, 1, 1], [3, 3, 3]],
    // Of those that lost the same, the earlier first.
    [10, [1, 1, 1], [4, 3, 3]],
    [11, [1, 1, 1], [4, 4, 3]],
    // 1.43, 2.86 and 5.71, in any order.
    [10, [1, 2, 4], [1, 3, 6]],
    [10, [4, 2, 1], [6, 3, 1]],
    [10, [2, 1, 4], [3, 1, 6]],
    // 0.6, 1.2 and 4.2: only one is missing.
    [6, [1, 2, 7], [1, 1, 4]],
    [6, [7, 2, 1], [4, 1, 1]],
    // Below zero, down is further from it.
    [-10, [1, 1, 1], [-3, -3, -4]],
    [10, [-1, -1, -1], [4, 3, 3]],
    [10, [-1, -2, -4], [1, 3, 6]],
    [10, [-3, 1], [15, -5]],
    [10, [3, -1], [15, -5]],
    [0, [3, 4], [0, 0]],
    [0, [2, -2], [0, 0]],
    [0, [], []],
  ])("%i by %j", ([total, weights, parts]) => {
    expect(splitByWeight(total, weights.map(BigInt))).toEqual(parts);
  });

  test.for<readonly [numerators: readonly number[], parts: readonly number[]]>([
    [
      [5_000, 15_000],
      [1, 1],
    ],
    [
      [15_000, 5_000],
      [2, 0],
    ],
    [
      [4_999, 15_001],
      [0, 2],
    ],
    [
      [14_999, 5_001],
      [1, 1],
    ],
    [
      [-5_000, 15_000],
      [0, 1],
    ],
  ])("%j hundredths of a percent", ([numerators, parts]) => {
    expect(splitOver(numerators.map(BigInt), BigInt(WHOLE))).toEqual(parts);
  });
});

describe("[G8] a lot of several rates has a mix of their shares", () => {
  const acme: FunderShares = [{ funder: "Acme", share: WHOLE }];
  const half: FunderShares = [
    { funder: "Acme", share: 5_000 },
    { funder: "brand", share: 5_000 },
  ];
  const brand: FunderShares = [{ funder: "brand", share: WHOLE }];

  test("in which each counts by its weight, and a funder once", () => {
    expect(
      mixShares([
        { weight: 1, shares: acme },
        { weight: 1, shares: half },
      ]),
    ).toEqual([
      { funder: "Acme", share: 7_500 },
      { funder: "brand", share: 2_500 },
    ]);
    expect(
      mixShares([
        { weight: 1, shares: acme },
        { weight: 3, shares: half },
      ]),
    ).toEqual([
      { funder: "Acme", share: 6_250 },
      { funder: "brand", share: 3_750 },
    ]);
  });

  test.for([
    ["no part of it", 0, 1, [{ funder: "brand", share: WHOLE }]],
    // 0.49 and 0.5 hundredths of a percent.
    ["too little", 49, 999_951, [{ funder: "brand", share: WHOLE }]],
    [
      "just enough",
      51,
      999_949,
      [
        { funder: "Acme", share: 1 },
        { funder: "brand", share: 9_999 },
      ],
    ],
  ] as const)("without who pays nothing: %s", ([, ofAcme, ofBrand, shares]) => {
    const parts = [
      { weight: ofAcme, shares: acme },
      { weight: ofBrand, shares: brand },
    ];
    expect(mixShares(parts)).toEqual(shares);
  });
});
