import { expect, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import {
  account,
  DAY_MS,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
} from "#shared/testing/build.ts";
import { balancesOf } from "./balance.ts";

test("[R1] adds up what can be spent, by unit and in total", () => {
  const by = pointDefinition({ exchangeMilliCents: 50_000 });
  const soon = lot(3, 50, { expiresAt: instant(NOW + DAY_MS) });
  const held = account([
    lot(1, 500),
    lot(2, 900, { expiresAt: instant(NOW - DAY_MS) }),
    soon,
    pointLot(4, 301, by),
    pointLot(5, 100, by, { activeAt: instant(NOW + DAY_MS) }),
    lot(6, 3, { unit: "benefit", expiresAt: NOW }),
    lot(7, 70, { unit: "credit" }),
  ]);
  expect(balancesOf(held, programme(by), NOW)).toEqual({
    held: {
      reward: { amount: 550, worthCents: 550, pending: 0 },
      point: { amount: 301, worthCents: 150, pending: 100 },
      benefit: { amount: 3, worthCents: 0, pending: 0 },
      credit: { amount: 70, worthCents: 70, pending: 0 },
    },
    combinedCents: 700,
    nextExpiry: soon,
  });
});

test("[P2] many small lots are worth as much as one large one", () => {
  const by = pointDefinition({ exchangeMilliCents: 33_300 });
  const many = account([1, 2, 3, 4, 5, 6].map((n) => pointLot(n, 1, by)));
  expect(balancesOf(many, programme(by), NOW).held.point.worthCents).toBe(1);
});

test("a lot that never expires is not what expires next", () => {
  expect(balancesOf(account([lot(1, 5)]), programme(), NOW).nextExpiry).toBeNull();
});

test("an empty account has no balance and no expiry", () => {
  expect(balancesOf(account([]), programme(), NOW)).toMatchObject({
    combinedCents: 0,
    nextExpiry: null,
  });
});
