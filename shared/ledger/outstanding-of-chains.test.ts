import { expect, test } from "vitest";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import { NOW, PROFILE } from "#shared/testing/build.ts";
import { entry, otherProfile } from "#shared/testing/entries.ts";
import { outstandingOfChains } from "./outstanding-of-chains.ts";

const [B, C] = [otherProfile(2), otherProfile(3)];
const points = { unit: "point", definitionId: definitionIdSchema.parse(1) } as const;
const numbered = (number: number, amount: number, more: Parameters<typeof entry>[2]) => ({
  ...entry(number, amount, { occurredAt: addMs(NOW, number), ...points, ...more }),
  number,
});
const shortfall = (number: number, amount: number, profileId = PROFILE) =>
  numbered(number, amount, { kind: "shortfall", profileId });
const recover = (number: number, amount: number, profileId = PROFILE) =>
  numbered(number, -amount, { kind: "recover", profileId });
const joined = (winnerId: typeof B, loserId: typeof B, entriesUntil: number) => ({
  ...{ winnerId, loserId, entriesUntil },
});
const owed = (amount: number, since: number) => ({ ...points, amount, since: addMs(NOW, since) });

test("[I4] two chains owe together what each did, since the earlier of what is still owed", () => {
  const paid = [shortfall(1, 10), shortfall(2, 30, B), recover(3, 10)];
  expect(outstandingOfChains(paid, [joined(PROFILE, B, 3)]).outstanding).toEqual([owed(30, 2)]);
  const both = [shortfall(1, 10), shortfall(2, 30, B), recover(3, 5)];
  expect(outstandingOfChains(both, [joined(PROFILE, B, 3)]).outstanding).toEqual([owed(35, 1)]);
  expect(outstandingOfChains(both, [joined(B, PROFILE, 3)]).outstanding).toEqual([owed(35, 1)]);
});

test("[I4] one pays what the other owed once they are joined, and its own before", () => {
  const honoured = numbered(1, 50, { unit: "reward", definitionId: null, kind: "shortfall" });
  const paying = (number: number) => ({ ...recover(number, 20), valueCents: cents(-20) });
  const entries = [honoured, shortfall(2, 30, B), paying(3)];
  const unit = { unit: "reward", definitionId: null };
  expect(outstandingOfChains(entries, [joined(PROFILE, B, 3)]).outstanding).toMatchObject([
    { ...unit, amount: 30 },
    { ...points, amount: 30 },
  ]);
  expect(outstandingOfChains(entries, [joined(PROFILE, B, 2)]).outstanding).toMatchObject([
    { ...unit, amount: 50 },
    { ...points, amount: 10 },
  ]);
});

test("[I2] [I4] a chain that was joined twice counts for the last", () => {
  const entries = [shortfall(1, 10, C), shortfall(3, 5), recover(6, 12), recover(8, 2, C)];
  const joins = [joined(B, C, 1), joined(PROFILE, B, 4)];
  expect(outstandingOfChains(entries, joins).outstanding).toEqual([owed(1, 1)]);
});

test("[I8] an entry that pays what another account owes is told, even if as much is owed again", () => {
  const paid = [shortfall(1, 5), shortfall(2, 30, B), recover(3, 20), shortfall(4, 20)];
  expect(outstandingOfChains(paid, [joined(PROFILE, B, 2)])).toMatchObject({ isOverpaid: false });
  const own = paid.filter(({ profileId }) => profileId === PROFILE);
  expect(outstandingOfChains(own, [])).toEqual({ outstanding: [owed(5, 1)], isOverpaid: true });
});
