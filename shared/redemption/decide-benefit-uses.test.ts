import { expect, test } from "vitest";
import { definitionIdSchema, entryIdOf } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  account,
  attribution,
  benefitDefinition,
  DAY_MS,
  lot,
  NOW,
  programme,
} from "#shared/testing/build.ts";
import { decideBenefitUses, type NamedUse } from "./decide-benefit-uses.ts";

const { source: _, timezone: __, ...by } = attribution(9);
const coffee = benefitDefinition();
const cake = benefitDefinition({ id: definitionIdSchema.parse(31), handle: "cake" });
const base = programme();
const known = { ...base, definitions: { ...base.definitions, benefit: [cake, coffee] } };

const coffees = (n: number, left: number, more: Partial<Lot> = {}): Lot =>
  lot(n, left, { unit: "benefit", definitionId: coffee.id, ...more });
const soon = coffees(1, 2, { expiresAt: addMs(NOW, DAY_MS) });
const late = coffees(2, 3);
const slice = lot(3, 1, { unit: "benefit", definitionId: cake.id });
const reward = lot(4, 500);

const of = ({ lotId }: Lot, count: number): NamedUse => ({ benefit: { lotId }, count });
const any = (definitionId: NonNullable<Lot["definitionId"]>, count: number): NamedUse => ({
  benefit: { definitionId },
  count,
});
const usesOf = (uses: readonly NamedUse[], lots = [late, soon, slice, reward]) => {
  const decided = decideBenefitUses(account(lots), known, uses, by);
  if (!decided.ok) return decided.error;
  decided.value.forEach(({ entryId }, index) => {
    expect(entryId).toBe(entryIdOf(by.commandId, index));
  });
  return decided.value.map(({ lotId, amount }) => [lotId, amount]);
};

test.for<[string, readonly NamedUse[], unknown]>([
  ["one that is named", [of(late, 3)], [[late.lotId, -3]]],
  ["those that end first", [any(coffee.id, 2)], [[soon.lotId, -2]]],
  [
    "several, if one isn't enough",
    [any(coffee.id, 5)],
    [
      [soon.lotId, -2],
      [late.lotId, -3],
    ],
  ],
  [
    "one that is named more than once",
    [of(late, 1), any(cake.id, 1), of(late, 2)],
    [
      [late.lotId, -1],
      [slice.lotId, -1],
      [late.lotId, -2],
    ],
  ],
])("[N9] uses %s", ([, uses, is]) => {
  expect(usesOf(uses)).toEqual(is);
});

test.for<[string, readonly NamedUse[], unknown]>([
  [
    "of one, more often than is left after the uses before it",
    [of(late, 2), of(late, 2)],
    { reason: "uses_exceeded", left: 1, index: 1 },
  ],
  [
    "of a definition, more often than all of them have left",
    [any(coffee.id, 6)],
    { reason: "uses_exceeded", left: 5, index: 0 },
  ],
  [
    "of a definition that the account holds none of",
    [of(late, 1), any(definitionIdSchema.parse(99), 1)],
    { reason: "benefit_unknown", index: 1 },
  ],
  ["of what isn't a benefit", [of(reward, 1)], { reason: "benefit_unknown", index: 0 }],
  [
    "of what isn't a benefit, by its definition",
    [any(base.definitions.reward[0]?.id ?? cake.id, 1)],
    { reason: "benefit_unknown", index: 0 },
  ],
])("[N9] uses nothing %s", ([, uses, is]) => {
  expect(usesOf(uses)).toEqual(is);
});

test("[N9] what can't be used is refused with its own reason", () => {
  const expired = coffees(5, 3, { expiresAt: addMs(NOW, -DAY_MS) });
  const scheduled = coffees(6, 3, { activeAt: addMs(NOW, 1) });
  const usedUp = coffees(7, 0);
  const unknown = coffees(8, 3, { definitionId: definitionIdSchema.parse(98) });
  expect(usesOf([any(coffee.id, 1)], [expired])).toEqual({ reason: "benefit_expired", index: 0 });
  expect(usesOf([any(coffee.id, 1)], [scheduled])).toEqual({ reason: "not_issued_yet", index: 0 });
  expect(usesOf([of(usedUp, 1)], [usedUp])).toEqual({
    reason: "uses_exceeded",
    left: 0,
    index: 0,
  });
  expect(usesOf([of(unknown, 1)], [unknown])).toEqual({ reason: "benefit_unknown", index: 0 });
  // One that has expired is passed over while another can be used.
  expect(usesOf([any(coffee.id, 1)], [expired, late])).toEqual([[late.lotId, -1]]);
});
