import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { sumEarned } from "./sum-earned.ts";

test("[T10] points that count towards tiers aren't among those that can be spent", () => {
  const [spent, counted, unknown] = [1, 2, 3].map((id) => definitionIdSchema.parse(id));
  if (!spent || !counted || !unknown) throw new Error("three ids");
  const earned = [
    { definitionId: spent, points: 100 },
    { definitionId: counted, points: 30 },
    { definitionId: unknown, points: 5 },
  ];
  const definitions = [
    { id: spent, use: "reward" },
    { id: counted, use: "tier" },
  ] as const;
  expect(sumEarned(earned, definitions, true)).toBe(105);
  expect(sumEarned(earned, definitions, false)).toBe(30);
});
