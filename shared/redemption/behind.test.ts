import { expect, test } from "vitest";
import { transactionIdSchema } from "#shared/kernel/ids.ts";
import { pointDefinition, rate, rewardDefinition } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { earnedKey, type RatePart, ratesOfEntry, versionsNamed } from "./behind.ts";

const thanks = rewardDefinition();
const points = pointDefinition();

test("[L13] only a transaction's entries have rates: those of its own definition", () => {
  const double: RatePart = { rate: rate(), points: 12_000, lines: [] };
  const rates = new Map([[earnedKey("77", points.id), [double]]]);
  const source = { type: "transaction", id: "77" } as const;
  const definitionId = points.id;
  expect(ratesOfEntry({ source, definitionId }, rates)).toEqual([double]);
  expect(ratesOfEntry({ source, definitionId: thanks.id }, rates)).toEqual([]);
  expect(ratesOfEntry({ source: { ...source, id: "80" }, definitionId }, rates)).toEqual([]);
  expect(ratesOfEntry({ source: { type: "api", id: "77" }, definitionId }, rates)).toEqual([]);
});

test("[M11] an entry names the version that decided it, and that of what was reached", () => {
  const { id } = thanks;
  const source = {
    type: "tier",
    id: String(id),
    reached: { version: 4, level: null, transactionId: transactionIdSchema.parse(77) },
  } as const;
  const issued = { definitionId: id, definitionVersion: 3, source };
  expect(versionsNamed(entry(1, 500, issued))).toEqual([
    { id, version: 3 },
    { id, version: 4 },
  ]);
  expect(versionsNamed(entry(1, 500, { definitionId: null }))).toEqual([]);
});
