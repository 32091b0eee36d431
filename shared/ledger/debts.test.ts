import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { entry } from "#shared/testing/entries.ts";
import { debtsOf } from "./debts.ts";

const POINTS = { unit: "point", definitionId: definitionIdSchema.parse(1) } as const;

test("[L5] earnings pay for the oldest debt first, and a write-off for the one that it names", () => {
  const [older, newer, earned] = [entry(1, 50, POINTS), entry(2, 30, POINTS), entry(3, 90, POINTS)];
  const debts = debtsOf(
    [
      { ...older, kind: "shortfall" },
      { ...newer, kind: "shortfall" },
      { ...newer, kind: "recover", amount: -10 },
      { ...earned, kind: "recover", amount: -60 },
      { ...earned, kind: "recover", amount: -5, definitionId: definitionIdSchema.parse(2) },
    ],
    POINTS.definitionId,
  );
  expect([...debts]).toMatchObject([
    [older.lotId, { owed: 0, paidBy: new Map([[earned.lotId, 50]]) }],
    [newer.lotId, { owed: 10, paidBy: new Map([[earned.lotId, 10]]) }],
  ]);
});

test("[L5] what a return pays itself is for its own debt", () => {
  const [older, newer, earned] = [entry(1, 50, POINTS), entry(2, 30, POINTS), entry(3, 90, POINTS)];
  const source = { type: "transaction", id: "7" } as const;
  const debts = debtsOf(
    [
      { ...older, kind: "shortfall" },
      { ...newer, kind: "shortfall", source },
      { ...earned, kind: "recover", amount: -30, source },
    ],
    POINTS.definitionId,
  );
  expect([...debts.values()].map(({ owed }) => owed)).toEqual([50, 0]);
});
