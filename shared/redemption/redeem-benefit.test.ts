import { expect, test } from "vitest";
import { definitionIdSchema, entryIdOf } from "#shared/kernel/ids.ts";
import { addMs, calendarDaySchema, instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  benefitDefinition,
  lot,
  NOW,
  programme,
} from "#shared/testing/build.ts";
import { benefitRefusal, decideRedeemBenefit, withBenefitEnds } from "./redeem-benefit.ts";

const coffee = benefitDefinition();
const endAt = calendarDaySchema.parse("2026-03-03");
const tonight = instant(Date.UTC(2026, 2, 3, 12, 59, 59));
const held = lot(1, 3, { unit: "benefit", definitionId: coffee.id });
const frozen: Account = account([held], { freeze: { reason: "review", since: NOW } });

test.for<[string, number, Partial<Lot>, number, unknown]>([
  ["once", 1, {}, 0, null],
  ["as often as is left", 3, {}, 0, null],
  ["once more than is left", 4, {}, 0, { reason: "uses_exceeded", left: 3 }],
  ["from the instant on which it is active", 1, { activeAt: NOW }, 0, null],
  ["a moment before", 4, { activeAt: addMs(NOW, 1) }, 0, { reason: "not_issued_yet" }],
  ["in its last second", 1, { expiresAt: NOW }, 999, null],
  ["a second later", 4, { expiresAt: NOW }, 1_000, { reason: "benefit_expired" }],
])("[N5] a benefit can be used %s", ([, count, more, after, refusal]) => {
  const at = addMs(NOW, after);
  expect(benefitRefusal(account([]), coffee, { ...held, ...more }, { count, at })).toEqual(refusal);
});

test("[N3] [N5] a benefit is over when all of its definition are", () => {
  const ends = { endAt };
  const on = (ms: number) =>
    benefitRefusal(account([]), ends, held, { count: 1, at: addMs(tonight, ms) });
  expect(on(999)).toBeNull();
  expect(on(1_000)).toEqual({ reason: "benefit_expired" });
});

test("[N5] [Z1] a freeze is said first", () => {
  const later = { ...held, activeAt: addMs(NOW, 1) };
  const refusal = { reason: "account_frozen", frozenFor: "review" };
  expect(benefitRefusal(frozen, coffee, later, { count: 9, at: NOW })).toEqual(refusal);
});

test("[N3] lots end with all benefits of their own definition, and others as they did", () => {
  const base = programme();
  const other = benefitDefinition({ id: definitionIdSchema.parse(31) });
  const benefit = [other, benefitDefinition({ endAt })];
  const by = { ...base, definitions: { ...base.definitions, benefit } };
  const sooner = addMs(NOW, 1);
  const lots = [
    held,
    { ...held, expiresAt: sooner },
    { ...held, expiresAt: addMs(tonight, 1_000) },
    { ...held, definitionId: other.id },
    { ...held, definitionId: definitionIdSchema.parse(99) },
    lot(2, 5),
  ];
  const ends = withBenefitEnds(lots, by).map(({ expiresAt }) => expiresAt);
  expect(ends).toEqual([tonight, sooner, tonight, null, null, null]);
});

test("[N5] a use is one entry, which moves no money and follows what was drafted before", () => {
  const { source: _, ...by } = attribution(9);
  const draft = {
    kind: "redeem",
    lotId: held.lotId,
    amount: -2,
    valueCents: 0,
    expiresAt: null,
    source: { type: "redemption", id: by.commandId },
  };
  for (const [firstIndex, index] of [
    [undefined, 0],
    [4, 4],
  ] as const) {
    const request = { ...by, count: 2, ...(firstIndex === undefined ? {} : { firstIndex }) };
    expect(decideRedeemBenefit(account([held]), coffee, held, request)).toMatchObject({
      ok: true,
      value: [{ ...draft, entryId: entryIdOf(by.commandId, index) }],
    });
  }
  expect(decideRedeemBenefit(frozen, coffee, held, { ...by, count: 1 })).toEqual({
    ok: false,
    error: { reason: "account_frozen", frozenFor: "review" },
  });
});
