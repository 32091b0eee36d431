import { describe, expect, test } from "vitest";
import type { Rate } from "#shared/incentive/points/rate.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { definitionIdSchema, transactionIdSchema } from "#shared/kernel/ids.ts";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { type Behind, earnedKey } from "#shared/redemption/behind.ts";
import {
  DAY_MS,
  lot,
  pointDefinition,
  pointLot,
  rate,
  rewardDefinition,
} from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { balanceSentence, earnedSentence, entrySentence, lotSentence } from "./ledger-sentences.ts";

const AUD = currencyOf("AUD");
const JPY = currencyOf("JPY");
const thanks = rewardDefinition();
const points = pointDefinition();
const whole = pointDefinition({
  ...{ id: definitionIdSchema.parse(31), name: "Whole", version: 2, decimals: 0 },
});
const issuedPoints = { definitionId: whole.id };
const double = rate();
const triple = rate({ name: "Triple" });
const part = (of: Rate | null, earned: number, names: readonly (string | null)[]) => ({
  rate: of,
  points: earned,
  lines: names.map((name) => ({
    ...{ item: name === null ? null : { name, sku: null }, cents: 100, points: 1 },
  })),
});
const SHARED = [
  part(double, 4_000, ["Lamp", "Vase", "Vase"]),
  part(triple, 6_050, ["A", "B", "C", "D", "E"]),
  part(null, 0, [null]),
];
const behind: Behind = {
  versions: [
    ...[rewardDefinition({ version: 2, name: "Thanks" }), thanks, points, whole],
    { ...whole, version: 3 },
  ],
  rates: new Map([
    [earnedKey("77", points.id), [part(double, 12_000, ["Lamp", "Vase"])]],
    [earnedKey("78", points.id), SHARED],
    [earnedKey("79", points.id), [part(null, 12_000, ["Lamp"])]],
  ]),
};
const tonight = instant(Date.UTC(2026, 2, 3, 12, 59, 59));
const issued = { definitionId: thanks.id, definitionVersion: 3 };
const earned = (id: string): Partial<LedgerEntry> => ({
  unit: "point",
  definitionId: points.id,
  source: { type: "transaction", id },
});

const reachedBy = (type: "achievement" | "tier", version: number, level: number | null) => {
  const transactionId = transactionIdSchema.parse(77);
  return { type, id: String(thanks.id), reached: { version, level, transactionId } };
};

test.for<[LedgerEntry, string]>([
  [entry(1, 2_000), "Issued 20.00 AUD on 2026-03-03 through the API."],
  [
    entry(1, 2_000, { ...issued, expiresAt: tonight }),
    "Issued 20.00 AUD (expires at the end of 2026-03-03) on 2026-03-03 through the API, " +
      "under version 3 of “Thank you”.",
  ],
  [
    entry(1, 2_000, { ...issued, definitionVersion: 2 }),
    "Issued 20.00 AUD on 2026-03-03 through the API, under version 2 of “Thanks”.",
  ],
  // A version of one definition says nothing about another.
  [
    entry(1, 2_000, { definitionId: definitionIdSchema.parse(99), definitionVersion: 3 }),
    "Issued 20.00 AUD on 2026-03-03 through the API.",
  ],
  [
    entry(1, 12_000, earned("77")),
    "Issued 120.00 points on 2026-03-03 for transaction 77, " +
      "under version 1 of “Points”, at the rate “Double”.",
  ],
  [
    entry(1, 12_000, earned("78")),
    "Issued 120.00 points on 2026-03-03 for transaction 78, " +
      "under version 1 of “Points”. The sale earns 40.00 points at the rate “Double” " +
      "(Lamp and Vase), 60.50 points at the rate “Triple” (A, B, C and 2 more) and " +
      "0.00 points at the usual rate (what no line explains).",
  ],
  // The usual rate alone needs no words.
  [
    entry(1, 12_000, earned("79")),
    "Issued 120.00 points on 2026-03-03 for transaction 79, under version 1 of “Points”.",
  ],
  // Points have as many decimals as the definition that decided them gives them, if they do.
  [
    entry(1, 70_000, { unit: "point", ...issuedPoints, definitionVersion: 2 }),
    "Issued 700 points on 2026-03-03 through the API, under version 2 of “Whole”.",
  ],
  [
    entry(1, 100, { unit: "point", ...issuedPoints, definitionVersion: 2 }),
    "Issued 1 point on 2026-03-03 through the API, under version 2 of “Whole”.",
  ],
  [
    entry(1, 150, { unit: "point", ...issuedPoints, definitionVersion: 3 }),
    "Issued 1.50 points on 2026-03-03 through the API, under version 3 of “Whole”.",
  ],
  [
    entry(1, 150, { unit: "point", ...issuedPoints, definitionVersion: 9 }),
    "Issued 1.50 points on 2026-03-03 through the API.",
  ],
  [
    entry(1, 500, { reason: "goodwill", reference: "C-1" }),
    "Issued 5.00 AUD on 2026-03-03 through the API as goodwill (C-1).",
  ],
  [
    entry(1, 500, { source: reachedBy("achievement", 3, 5) }),
    "Issued 5.00 AUD on 2026-03-03 for level 5 of the achievement “Thank you” " +
      "(version 3, by transaction 77).",
  ],
  [
    entry(1, 500, { source: reachedBy("tier", 4, null) }),
    "Issued 5.00 AUD on 2026-03-03 for reaching the tier 7 (version 4, by transaction 77).",
  ],
  // The words say which way most kinds move; only the others need a sign.
  [entry(1, -500, { kind: "redeem" }), "Redeemed 5.00 AUD on 2026-03-03 through the API."],
  [entry(1, -500, { kind: "adjust" }), "Adjusted by -5.00 AUD on 2026-03-03 through the API."],
  [
    entry(1, 0, { kind: "extend", expiresAt: tonight }),
    "Moved the expiry (expires at the end of 2026-03-03) on 2026-03-03 through the API.",
  ],
  [entry(1, 1, { unit: "benefit" }), "Issued 1 use on 2026-03-03 through the API."],
  [entry(1, 2, { unit: "benefit" }), "Issued 2 uses on 2026-03-03 through the API."],
  [
    entry(1, -1, { unit: "benefit", kind: "adjust" }),
    "Adjusted by -1 use on 2026-03-03 through the API.",
  ],
])("an entry in a sentence: $1", ([of, is]) => {
  expect(entrySentence(of, behind, AUD)).toBe(is);
});

test("an amount has the decimals of its currency", () => {
  const sentence = "Issued 2000 JPY on 2026-03-03 through the API.";
  expect(entrySentence(entry(1, 2_000), behind, JPY)).toBe(sentence);
});

test("an entry for a tier says the version, whatever caused it", () => {
  const byHand = {
    ...reachedBy("tier", 4, null),
    reached: { version: 4, level: null, transactionId: null },
  };
  expect(entrySentence(entry(1, 500, { source: byHand }), behind, AUD)).toBe(
    "Issued 5.00 AUD on 2026-03-03 for reaching the tier 7 (version 4).",
  );
});

test.for([
  [1, 12_000, [], "Earned 120.00 points under version 1 of “Points”."],
  [1, -500, [], "Took back 5.00 points under version 1 of “Points”."],
  [1, 0, [], "Earned 0.00 points under version 1 of “Points”."],
  [2, 500, [part(double, 500, ["Lamp"])], "Earned 5.00 points, at the rate “Double”."],
] as const)(
  "[L13] what a transaction earned under version %i: %i",
  ([version, earned, parts, is]) => {
    const of = { id: points.id, version, points: earned, parts };
    expect(earnedSentence(of, behind)).toBe(is);
  },
);

describe("why a lot holds what it does", () => {
  const first = entry(1, 2_000);
  const start = "Issued 20.00 AUD on 2026-03-03 through the API.";

  test("adds up what happened to it by kind, and says what is left", () => {
    const entries = [
      first,
      entry(2, -500, { kind: "redeem" }),
      entry(3, -250, { kind: "redeem" }),
      entry(4, 100, { kind: "reverse" }),
    ];
    expect(lotSentence(lot(1, 1_350), entries, behind, AUD)).toBe(
      `${start} Redeemed 7.50 AUD. Given back by a reversal: 1.00 AUD. ` +
        "Left: 13.50 AUD; never expires.",
    );
  });

  test("has the decimals of its points", () => {
    const entries = [
      entry(1, 70_000, { unit: "point", ...issuedPoints, definitionVersion: 2 }),
      entry(2, -20_000, { unit: "point", ...issuedPoints, definitionVersion: 3, kind: "redeem" }),
    ];
    expect(lotSentence(pointLot(1, 50_000, whole), entries, behind, AUD)).toBe(
      "Issued 700 points on 2026-03-03 through the API, under version 2 of “Whole”. " +
        "Redeemed 200 points. Left: 500 points; never expires.",
    );
  });

  test("leaves out what comes to nothing, and says when it expires", () => {
    const entries = [
      first,
      entry(2, 300, { kind: "adjust" }),
      entry(3, -300, { kind: "adjust" }),
      entry(4, 0, { kind: "extend", expiresAt: tonight }),
    ];
    const held = lot(1, 2_000, { expiresAt: tonight });
    expect(lotSentence(held, entries, behind, AUD)).toBe(
      `${start} Left: 20.00 AUD; expires at the end of 2026-03-03.`,
    );
    const later = { ...held, expiresAt: addMs(tonight, DAY_MS) };
    expect(lotSentence(later, [first], behind, AUD)).toContain("at the end of 2026-03-04.");
  });

  test("is nothing without entries", () => {
    expect(lotSentence(lot(1, 1), [], behind, AUD)).toBe("");
  });
});

test.for([
  [
    { unit: "reward", amount: 1_250, worthCents: cents(1_250) },
    thanks.id,
    2,
    "12.50 AUD from “Thank you”: what is left of 2 issues.",
  ],
  [
    { unit: "point", amount: 12_000, worthCents: cents(120) },
    points.id,
    1,
    "120.00 points (worth 1.20 AUD) from “Points”: what is left of 1 issue.",
  ],
  [
    { unit: "benefit", amount: 1, worthCents: ZERO_CENTS },
    null,
    0,
    "1 use (worth 0.00 AUD): what is left of 0 issues.",
  ],
  [
    { unit: "point", amount: 12_000, worthCents: cents(120) },
    whole.id,
    1,
    "120 points (worth 1.20 AUD) from “Whole”: what is left of 1 issue.",
  ],
] as const)("why a balance is what it is: %o", ([held, definitionId, lotsTotal, is]) => {
  expect(balanceSentence({ ...held, definitionId, lotsTotal }, behind, AUD)).toBe(is);
});
