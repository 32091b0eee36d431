import { expect, test } from "vitest";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { foldAccount, HONOURED } from "#shared/ledger/account.ts";
import { account, attribution, lot, NOW } from "#shared/testing/build.ts";
import { decideWriteOff, givenReasonSchema, type OpenShortfall } from "./write-off.ts";

const { timezone: _, ...who } = attribution(9);
const by = { ...who, worthOf: (amount: number) => cents(Math.floor(amount / 3)) };
const newest = lot(2, 0, { definitionId: null, initial: 300 });
const oldest = lot(1, 0, { definitionId: null, initial: 500 });
const shortfalls: readonly OpenShortfall[] = [
  { lot: newest, open: 300 },
  { lot: oldest, open: 400 },
];
const owing = account([newest, oldest], {
  outstanding: [{ ...HONOURED, amount: 700, since: NOW }],
});
const decide = (amount: number, from = shortfalls) =>
  decideWriteOff(owing, from, { owing: HONOURED, amount }, by);

test.for([
  [0, { reason: "amount_not_positive" }],
  [-1, { reason: "amount_not_positive" }],
  [701, { reason: "more_than_owed", owed: 700 }],
] as const)("[O2] %d isn't written off", ([amount, error]) => {
  expect(decide(amount)).toEqual({ ok: false, error });
});

test.for([
  [1, [[newest, 1]]],
  [300, [[newest, 300]]],
  [
    301,
    [
      [newest, 300],
      [oldest, 1],
    ],
  ],
  [
    700,
    [
      [newest, 300],
      [oldest, 400],
    ],
  ],
] as const)("[O1] [O4] %d comes from the newest shortfall first", ([amount, parts]) => {
  const decided = decide(amount);
  if (!decided.ok) throw new Error(decided.error.reason);
  expect(decided.value.map(({ lotId, kind, amount: moved }) => [lotId, kind, moved])).toEqual(
    parts.flatMap(([{ lotId }, part]) => [
      [lotId, "write_off", part],
      [lotId, "recover", -part],
    ]),
  );
  const ids = decided.value.map(({ entryId }) => entryId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("[O1] lots end as they were, and what is written off is no longer owed", () => {
  const inCents = { ...by, worthOf: cents };
  const decided = decideWriteOff(owing, shortfalls, { owing: HONOURED, amount: 650 }, inCents);
  if (!decided.ok) throw new Error(decided.error.reason);
  const after = foldAccount(decided.value, owing);
  expect(after.lots).toEqual([]);
  expect(after.outstanding).toEqual([{ ...HONOURED, amount: 50, since: NOW }]);
});

test("[O1] what is added is worth as much as what is taken, however that is rounded", () => {
  const decided = decide(301);
  const worths = decided.ok ? decided.value.map(({ valueCents }) => valueCents) : [];
  expect(worths).toEqual([100, -100, ZERO_CENTS, ZERO_CENTS]);
});

test("[O4] what is owed always has shortfalls that can be written off", () => {
  expect(() => decide(301, [{ lot: newest, open: 300 }])).toThrow("can be written off");
});

test("[O1] head office gives a reason of its own, never that of a return", () => {
  for (const reason of ["goodwill", "mistake", "fraud", "uncollectable"]) {
    expect(givenReasonSchema.safeParse(reason).success).toBe(true);
  }
  for (const reason of ["debt_max", "expired"]) {
    expect(givenReasonSchema.safeParse(reason).success).toBe(false);
  }
});
