import { expect, test } from "vitest";
import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import {
  account,
  DAY_MS,
  lot,
  NOW,
  pointDefinition,
  pointLot,
  programme,
} from "#shared/testing/build.ts";
import { balanceConditionData, balancesOf, heldAt, redeemableCents } from "./balance.ts";

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

test("[R2] what is held has something left and hasn't expired, active or not", () => {
  const isHeld = (remaining: number, more = {}) =>
    heldAt([lot(1, remaining, more)], NOW).map(({ isPending }) => isPending);
  expect(isHeld(1)).toEqual([false]);
  expect(isHeld(0)).toEqual([]);
  expect(isHeld(1, { expiresAt: addMs(NOW, -999) })).toEqual([false]);
  expect(isHeld(1, { expiresAt: addMs(NOW, -1_000) })).toEqual([]);
  expect(isHeld(1, { activeAt: NOW })).toEqual([false]);
  expect(isHeld(1, { activeAt: addMs(NOW, 1) })).toEqual([true]);
});

test("a benefit that can be used any number of times has one use left", () => {
  const left = (unit: "benefit" | "reward", initial: number) =>
    heldAt([lot(1, 9_000, { unit, initial })], NOW).map(({ remaining }) => remaining);
  expect(left("benefit", UNLIMITED_USES)).toEqual([1]);
  expect(left("benefit", UNLIMITED_USES - 1)).toEqual([9_000]);
  expect(left("reward", UNLIMITED_USES)).toEqual([9_000]);
});

test("[R7] strategies draw what they name", () => {
  const held = account([lot(1, 500), pointLot(2, 30), lot(3, 70, { unit: "credit" })]);
  const balances = balancesOf(held, programme(), NOW);
  expect(redeemableCents(balances, [])).toBe(0);
  expect(redeemableCents(balances, ["rewards"])).toBe(500);
  expect(redeemableCents(balances, ["points", "credits"])).toBe(100);
});

test("a benefit pays for nothing, so it is never what expires next", () => {
  const tomorrow = instant(NOW + DAY_MS);
  const coffee = lot(1, 3, { unit: "benefit", expiresAt: tomorrow });
  const reward = lot(2, 5, { expiresAt: addMs(tomorrow, DAY_MS) });
  expect(balancesOf(account([coffee, reward]), programme(), NOW).nextExpiry).toEqual(reward);
  expect(balancesOf(account([coffee]), programme(), NOW).nextExpiry).toBeNull();
});

test("[Q11] conditions on claims read balances as the API shows them", () => {
  const by = pointDefinition({ exchangeMilliCents: 50_000 });
  const lots = [
    ...[lot(1, 550), pointLot(2, 301, by), lot(3, 70, { unit: "credit" })],
    lot(4, 3, { unit: "benefit" }),
  ];
  const { held } = balancesOf(account(lots), programme(by), NOW);
  expect(balanceConditionData(held, currencyOf("AUD"))).toEqual({
    reward_balance: 5.5,
    credit_balance: 0.7,
    point_balance: 3.01,
    point_balance_dollars: 1.5,
    benefit_balance: 3,
    combined_balance_dollars: 7,
  });
});
