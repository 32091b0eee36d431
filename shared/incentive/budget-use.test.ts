import { describe, expect, it, test } from "vitest";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { benefitDefinition, pointDefinition, rewardDefinition } from "#shared/testing/build.ts";
import { NO_USE } from "./budget.ts";
import { budgetOfLot, budgetOfPoints } from "./budget-use.ts";

type Kind = EntryDraft["kind"];
type Source = EntryDraft["source"]["type"];
/** An amount of a reward is its cents. */
const entry = (kind: Kind, amount: number, type: Source = "api", worth = amount) => ({
  ...{ kind, amount, valueCents: cents(worth) as Cents, source: { type, id: "1" } },
});
const REWARD = rewardDefinition();
const used = (...entries: readonly (readonly [Kind, number])[]) =>
  budgetOfLot(
    entries.map(([kind, amount]) => entry(kind, amount)),
    REWARD,
  );

describe("[G4] a lot uses", () => {
  test.for<readonly [used: number, entries: readonly (readonly [Kind, number])[]]>([
    [2000, [["issue", 2000]]],
    [
      2500,
      [
        ["issue", 2000],
        ["adjust", 500],
      ],
    ],
    [
      1500,
      [
        ["issue", 2000],
        ["adjust", -500],
      ],
    ],
    [
      1,
      [
        ["issue", 2000],
        ["adjust", -1999],
      ],
    ],
    [
      0,
      [
        ["issue", 2000],
        ["adjust", -2000],
      ],
    ],
    [
      300,
      [
        ["issue", 2000],
        ["adjust", -2000],
        ["issue", 300],
      ],
    ],
    // What was redeemed or has expired stays used, and isn't counted again when it comes back.
    [
      2000,
      [
        ["issue", 2000],
        ["redeem", -2000],
      ],
    ],
    [
      2000,
      [
        ["issue", 2000],
        ["expire", -2000],
      ],
    ],
    [
      2000,
      [
        ["issue", 2000],
        ["expire", -800],
        ["adjust", 800],
      ],
    ],
    [
      2100,
      [
        ["issue", 2000],
        ["expire", -800],
        ["adjust", 900],
      ],
    ],
    [
      2000,
      [
        ["issue", 2000],
        ["expire", -800],
        ["adjust", 500],
        ["adjust", 300],
      ],
    ],
    [
      2200,
      [
        ["issue", 2000],
        ["expire", -800],
        ["adjust", 500],
        ["adjust", 500],
      ],
    ],
    [
      2600,
      [
        ["issue", 2000],
        ["adjust", 600],
        ["expire", -600],
      ],
    ],
    [
      1900,
      [
        ["issue", 2000],
        ["expire", -800],
        ["adjust", -100],
      ],
    ],
  ])("%i after %o", ([kept, entries]) => {
    expect(used(...entries)).toEqual(kept === 0 ? NO_USE : { cents: kept, issues: 1 });
  });

  test.for<readonly [Source, boolean]>([
    ["api", true],
    ["staff", true],
    ["exchange", true],
    ["achievement", true],
    ["transaction", false],
    ["redemption", false],
    ["join", false],
  ])("something if it was opened by %s: %s", ([source, isCounted]) => {
    const lot = [entry("issue", 2000, source), entry("adjust", 500)];
    expect(budgetOfLot(lot, REWARD)).toEqual(isCounted ? { cents: 2500, issues: 1 } : NO_USE);
  });

  it("the same once the person was erased", () => {
    const held = [entry("issue", 2000), entry("adjust", -500)];
    const erased = [...held, entry("adjust", -1500, "erasure")];
    expect(budgetOfLot(erased, REWARD)).toEqual({ cents: 1500, issues: 1 });
  });

  it("nothing unless it was issued", () => {
    expect(used()).toEqual(NO_USE);
    expect(used(["write_off", 2000], ["issue", 500])).toEqual(NO_USE);
  });

  it("[G1] of a benefit what its definition says it is worth, however often it can be used", () => {
    const uses = [entry("issue", 3, "api", 0), entry("adjust", -1, "api", 0)];
    const worth = (valueCents: Cents | null) =>
      budgetOfLot(uses, benefitDefinition({ valueCents }));
    expect(worth(cents(450))).toEqual({ cents: 450, issues: 1 });
    expect(worth(null)).toEqual({ cents: 0, issues: 1 });
    expect(budgetOfLot([...uses, entry("adjust", -2, "api", 0)], benefitDefinition())).toEqual(
      NO_USE,
    );
  });

  it("of points what their entries were worth, which may be less than comes back", () => {
    const points = [
      entry("issue", 100, "api", 50),
      entry("expire", -100, "api", -50),
      entry("adjust", 100, "api", 60),
    ];
    expect(budgetOfLot(points, pointDefinition())).toEqual({ cents: 60, issues: 1 });
    const worthless = [entry("issue", 100, "api", 50), entry("adjust", -10, "api", -60)];
    expect(budgetOfLot(worthless, pointDefinition())).toEqual({ cents: 0, issues: 1 });
  });
});

test.for([
  [-1, NO_USE],
  [0, NO_USE],
  [1, { cents: 0, issues: 1 }],
  [199, { cents: 1, issues: 1 }],
  [200, { cents: 2, issues: 1 }],
] as const)("[G4] %i hundredths of points that a sale keeps are one issue", ([points, use]) => {
  const definition = pointDefinition({ exchangeMilliCents: 1000 });
  expect(budgetOfPoints(points, definition)).toEqual(use);
});
