import { expect, test } from "vitest";
import { entryIdOf } from "#shared/kernel/ids.ts";
import { addMs, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { account, attribution, lot, NOW } from "#shared/testing/build.ts";
import { draftUsesBack } from "./give-back-uses.ts";

const { timezone: _, ...by } = attribution(9);
const idOf = (index: number) => entryIdOf(by.commandId, index);
const tonight = instant(Date.UTC(2026, 2, 3, 12, 59, 59));
const coffee = lot(1, 2, { unit: "benefit" });

test("[N10] uses go back to the benefit itself, one entry for each", () => {
  const cake = lot(2, 0, { unit: "benefit" });
  const back = [
    { lot: coffee, count: 3 },
    { lot: cake, count: 1 },
  ];
  const drafts = draftUsesBack(account([coffee, cake]), back, by, 4);
  expect(drafts).toMatchObject([
    { entryId: idOf(4), lotId: coffee.lotId, kind: "reverse", amount: 3, expiresAt: null },
    { entryId: idOf(5), lotId: cake.lotId, kind: "reverse", amount: 1, expiresAt: null },
  ]);
  expect(drafts.map(({ valueCents }) => valueCents)).toEqual([0, 0]);
});

test.for([
  ["never expires", null, 1],
  ["is in its last second", addMs(NOW, -999), 1],
  ["has expired", addMs(NOW, -1_000), 2],
] as const)("[N10] a benefit that %s", ([, expiresAt, entries]) => {
  const held = { ...coffee, expiresAt };
  const drafts = draftUsesBack(account([held]), [{ lot: held, count: 1 }], by, 0);
  expect(drafts).toHaveLength(entries);
  expect(drafts[1]).toEqual(
    entries === 1
      ? undefined
      : expect.objectContaining({
          entryId: idOf(1),
          lotId: held.lotId,
          kind: "extend",
          amount: 0,
          valueCents: 0,
          expiresAt: tonight,
        }),
  );
});

test("[N10] the end of the day is that of the benefit's own time zone", () => {
  const perth = timeZoneSchema.parse("Australia/Perth");
  const held = { ...coffee, expiresAt: addMs(NOW, -1_000), timezone: perth };
  const drafts = draftUsesBack(account([held]), [{ lot: held, count: 1 }], by, 0);
  const timezone = perth;
  expect(drafts).toMatchObject([
    { timezone },
    { timezone, expiresAt: instant(Date.UTC(2026, 2, 3, 15, 59, 59)) },
  ]);
});
