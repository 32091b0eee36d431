import fc from "fast-check";
import { expect, test } from "vitest";
import { pointsToCents } from "#shared/incentive/points/point.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import {
  account,
  attribution,
  DAY_MS,
  NOW,
  pointDefinition,
  pointLot,
  rewardDefinition,
} from "#shared/testing/build.ts";
import { decideExchange } from "./exchange-points.ts";

const points = pointDefinition({ exchangeMilliCents: 333 });
const reward = rewardDefinition({ pointPrice: 5, pricedIn: "points" });
const rule = { ...attribution(1), source: { type: "exchange", id: "1" } } as const;
const exchange = (lots: Parameters<typeof account>[0], more: object = {}) =>
  decideExchange(account(lots), { reward: { ...reward, ...more }, points }, rule);

test("[W8] takes the price from the points that expire first, and issues the reward", () => {
  const soon = { expiresAt: instant(NOW + DAY_MS) };
  const held = account([pointLot(1, 400, points), pointLot(2, 300, points, soon)]);
  const decided = decideExchange(held, { reward, points }, rule);
  expect(decided).toMatchObject({
    ok: true,
    value: [
      { kind: "issue", unit: "reward", amount: 2_000 },
      { kind: "redeem", unit: "point", amount: -300, lotId: held.lots[1]?.lotId },
      { kind: "redeem", unit: "point", amount: -200, lotId: held.lots[0]?.lotId },
    ],
  });
  const after = foldAccount(decided.ok ? decided.value : [], held);
  expect(after.lots.map(({ unit, remaining }) => [unit, remaining])).toEqual(
    expect.arrayContaining([
      ["point", 200],
      ["reward", 2_000],
    ]),
  );
});

test("[W8] is refused without a price, with too few points, or while the account is frozen", () => {
  const enough = [pointLot(1, 500, points)];
  expect(exchange(enough)).toMatchObject({ ok: true });
  expect(exchange(enough, { pointPrice: null })).toEqual({
    ok: false,
    error: { reason: "not_exchangeable" },
  });
  expect(exchange([pointLot(1, 499, points)])).toEqual({
    ok: false,
    error: { reason: "insufficient_points", available: 499, price: 500 },
  });
  const pending = pointLot(2, 500, points, { activeAt: instant(NOW + 1) });
  expect(exchange([pending])).toMatchObject({ error: { available: 0 } });
  const others = pointLot(3, 500, pointDefinition({ id: definitionIdSchema.parse(99) }));
  expect(exchange([others])).toMatchObject({ error: { available: 0 } });
  const freeze = { reason: "fraud", since: NOW } as const;
  const frozen = account(enough, { freeze });
  expect(decideExchange(frozen, { reward, points }, rule)).toMatchObject({
    error: { reason: "account_frozen", frozenFor: "fraud" },
  });
});

test("[W8] takes exactly the price, worth what it is worth as a total, however it is held", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 6 }), (amounts) => {
      const decided = exchange(amounts.map((amount, n) => pointLot(n + 1, amount, points)));
      const held = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(decided.ok).toBe(held >= 500);
      if (!decided.ok) return;
      const paid = decided.value.filter(({ kind }) => kind === "redeem");
      const sum = (amountOf: (draft: (typeof paid)[number]) => number) =>
        paid.reduce((total, draft) => total + amountOf(draft), 0);
      expect(sum(({ amount }) => amount)).toBe(-500);
      expect(sum(({ valueCents }) => valueCents) + pointsToCents(500, points)).toBe(0);
    }),
  );
});
