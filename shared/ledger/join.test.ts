import fc from "fast-check";
import { expect, test } from "vitest";
import { commandIdSchema, definitionIdSchema, type LotId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { NOW, PROFILE } from "#shared/testing/build.ts";
import { entry } from "#shared/testing/entries.ts";
import { emptyAccount, foldAccount } from "./account.ts";
import type { LedgerEntry } from "./entry.ts";
import { draftJoins, draftPartings, mayJoin, sharesOfJoined } from "./join.ts";
import { isJoined, openLot } from "./lot.ts";

const RULE = { lotsMin: 2, activeForMs: 3 * DAY_MS };
const POINTS = { unit: "point", definitionId: definitionIdSchema.parse(1) } as const;
const by = (n: number, days: number) => ({
  commandId: commandIdSchema.parse(`019700cc-0000-7000-8000-${String(n).padStart(12, "0")}`),
  occurredAt: addMs(NOW, days * DAY_MS),
});
/** Points earned on day 1, 2, 3… */
const earned = (n: number, more: Partial<LedgerEntry> = {}) =>
  entry(n, 100 * n, { ...POINTS, occurredAt: addMs(NOW, n * DAY_MS), ...more });
const accountOf = (entries: readonly LedgerEntry[]) => foldAccount(entries, emptyAccount(PROFILE));

test("[L15] more lots than the rule allows are joined into one, later ones into the same", () => {
  const account = accountOf([earned(1), earned(2), earned(3)]);
  expect(draftJoins(accountOf([earned(1), earned(2)]), by(1, 30), RULE)).toEqual([]);
  // The third isn't old enough.
  expect(draftJoins(account, by(1, 5), RULE)).toEqual([]);
  const joined = foldAccount(draftJoins(account, by(1, 6), RULE), account);
  expect(joined.lots).toMatchObject([
    { remaining: 600, initial: 600, activeAt: earned(1).occurredAt },
  ]);
  expect(joined.lots.every(isJoined)).toBe(true);
  const more = foldAccount([earned(4), earned(5), earned(6)], joined);
  const again = foldAccount(draftJoins(more, by(2, 30), RULE), more);
  expect(again.lots).toMatchObject([
    { lotId: joined.lots[0]?.lotId, remaining: 2100, initial: 2100 },
  ]);
});

test("[L15] it is worth looking as soon as as many lots might be spared as the rule asks for", () => {
  const ends = { expiresAt: addMs(NOW, 300 * DAY_MS) };
  const may = (entries: readonly LedgerEntry[], days = 50) =>
    mayJoin(accountOf(entries), by(1, days).occurredAt, RULE);
  expect(may([])).toBe(false);
  expect(may([earned(1), earned(2)])).toBe(false);
  expect(may([earned(1), earned(2), earned(3)])).toBe(true);
  expect(may([earned(1), earned(2), earned(3, ends)])).toBe(false);
  expect(may([earned(1), earned(2), earned(3, ends), earned(4, ends)])).toBe(true);
  // The third has been active for long enough on day 6, to the millisecond.
  expect(may([earned(1), earned(2), earned(3)], 6)).toBe(true);
  expect(may([earned(1), earned(2), earned(3)], 6 - 1 / DAY_MS)).toBe(false);
  // Nothing else is joined: what is used up, has expired, or is no point.
  const spent = entry(9, -300, { ...POINTS, kind: "redeem", lotId: earned(3).lotId });
  expect(may([earned(1), earned(2), earned(3), spent])).toBe(false);
  const over = { expiresAt: addMs(NOW, 9 * DAY_MS) };
  expect(may([1, 2, 3].map((n) => earned(n, over)))).toBe(false);
  expect(may([earned(1), earned(2), earned(3, { unit: "reward" })])).toBe(false);
});

test("[L15] whenever lots are joined, it was worth looking", () => {
  const lots = fc.array(
    fc.record({ day: fc.integer({ min: 1, max: 9 }), lasts: fc.constantFrom(null, 20, 300) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 30 }), (issued, day) => {
      const account = accountOf(
        issued.map(({ day: on, lasts }, n) =>
          earned(n + 1, {
            occurredAt: addMs(NOW, on * DAY_MS),
            expiresAt: lasts === null ? null : addMs(NOW, lasts * DAY_MS),
          }),
        ),
      );
      const isJoining = draftJoins(account, by(1, day), RULE).length > 0;
      expect(mayJoin(account, by(1, day).occurredAt, RULE)).toBe(isJoining);
    }),
  );
});

test("[L15] only lots that are alike are joined, and no other unit", () => {
  const others = [
    earned(1),
    earned(2, { expiresAt: addMs(NOW, 300 * DAY_MS) }),
    earned(3, { definitionVersion: 2 }),
    earned(4, { definitionId: definitionIdSchema.parse(2) }),
    earned(5, { unit: "reward" }),
    earned(6, { unit: "reward" }),
    earned(7, { unit: "reward" }),
    earned(8, { activeAt: addMs(NOW, 60 * DAY_MS) }),
    earned(9),
  ];
  expect(draftJoins(accountOf(others), by(1, 50), RULE)).toEqual([]);
});

test("[L15] lots of several expiries are joined together, as soon as that spares enough", () => {
  const ends = (n: number) => addMs(NOW, (300 + n) * DAY_MS);
  const day = (n: number) => [
    earned(2 * n - 1, { expiresAt: ends(n) }),
    earned(2 * n, { expiresAt: ends(n) }),
  ];
  expect(draftJoins(accountOf([...day(1), earned(3)]), by(1, 50), RULE)).toEqual([]);
  const account = accountOf([...day(1), ...day(2), earned(5)]);
  const joined = foldAccount(draftJoins(account, by(1, 50), RULE), account);
  expect(joined.lots).toMatchObject([
    { remaining: 500, expiresAt: null },
    { remaining: 300, expiresAt: ends(1) },
    { remaining: 700, expiresAt: ends(2) },
  ]);
});

test("[L15] [G8] lots that are to be kept apart aren't joined", () => {
  const account = accountOf([1, 2, 3, 4, 5, 6].map((n) => earned(n)));
  const isEven = ({ remaining }: { readonly remaining: number }) => String(remaining % 200 === 0);
  const joined = foldAccount(draftJoins(account, by(1, 30), RULE, isEven), account);
  expect(joined.lots.map(({ remaining }) => remaining)).toEqual([900, 1200]);
});

test("[L16] what is left of each lot is what it would be alone, the oldest spent first", () => {
  const first = [earned(1), earned(2), earned(3)];
  const account = accountOf(first);
  const joins = draftJoins(account, by(1, 30), RULE).map(inChain);
  const [joined] = foldAccount(joins, account).lots;
  const lotId = joined?.lotId as LotId;
  const left = (...since: readonly LedgerEntry[]) =>
    first.map((each) => sharesOfJoined([...joins, ...since], lotId).left.get(each.lotId));
  expect(left()).toEqual([100, 200, 300]);
  const drawn = entry(7, -150, { ...POINTS, kind: "redeem", lotId });
  const later = entry(8, -100, { ...POINTS, kind: "redeem", lotId });
  expect(left(drawn, later)).toEqual([0, 50, 300]);
  const reversed = entry(9, 150, {
    ...{ ...POINTS, kind: "reverse", lotId },
    source: { type: "redemption", id: drawn.commandId },
  });
  expect(left(drawn, later, reversed)).toEqual([100, 100, 300]);
  const parted = draftPartings(
    account,
    [{ lot: { ...openLot(earned(2)), remaining: 0 }, from: lotId, amount: 50 }],
    by(2, 31),
  ).map(inChain);
  expect(left(drawn, later, ...parted)).toEqual([0, 0, 300]);
  const over = entry(10, -450, { ...POINTS, kind: "expire", lotId });
  const { expired } = sharesOfJoined([...joins, drawn, over], lotId);
  expect(first.map((each) => expired.get(each.lotId) ?? 0)).toEqual([0, 150, 300]);
});

test("[L16] what is deleted in a joined lot has expired of each, and what is put back hasn't", () => {
  const account = accountOf([earned(1), earned(2), earned(3)]);
  const joins = draftJoins(account, by(1, 30), RULE).map(inChain);
  const [joined] = foldAccount(joins, account).lots;
  const lotId = joined?.lotId as LotId;
  const on = (n: number, kind: LedgerEntry["kind"], amount: number, more = {}) =>
    entry(n, amount, { ...POINTS, kind, lotId, ...more });
  const shares = (...since: readonly LedgerEntry[]) => {
    const { left, expired } = sharesOfJoined([...joins, ...since], lotId);
    return [left, expired].map((of) => [1, 2, 3].map((n) => of.get(earned(n).lotId) ?? 0));
  };
  const all = [100, 200, 300];
  const none = [0, 0, 0];
  const deleted = on(7, "adjust", -600);
  expect(shares(deleted)).toEqual([none, all]);
  expect(shares(on(7, "adjust", -150))).toEqual([
    [0, 150, 300],
    [100, 50, 0],
  ]);
  expect(shares(on(7, "expire", -600))).toEqual([none, all]);
  const source = { type: "redemption", id: deleted.commandId } as const;
  expect(shares(deleted, on(8, "adjust", 600, { source }))).toEqual([all, none]);
  // Nothing else that takes or gives is an expiry.
  expect(shares(on(7, "redeem", -600))).toEqual([none, none]);
  expect(shares(on(7, "return", -600))).toEqual([none, none]);
  expect(shares(on(7, "recover", -600))).toEqual([none, none]);
  expect(shares(on(7, "redeem", -600), on(8, "reverse", 600, { source }))).toEqual([all, none]);
});

test("[L16] what is restored goes back to the lots that its return had taken from", () => {
  const account = accountOf([earned(1), earned(2), earned(3)]);
  const joins = draftJoins(account, by(1, 30), RULE).map(inChain);
  const [joined] = foldAccount(joins, account).lots;
  const lotId = joined?.lotId as LotId;
  const source = { type: "transaction", id: "R1" } as const;
  const returned = entry(7, -150, { ...POINTS, kind: "return", lotId, source });
  const drawn = entry(8, -200, { ...POINTS, kind: "redeem", lotId });
  const restored = entry(9, 120, { ...POINTS, kind: "restore", lotId, source });
  const { left } = sharesOfJoined([...joins, returned, drawn, restored], lotId);
  expect([1, 2, 3].map((n) => left.get(earned(n).lotId))).toEqual([100, 20, 250]);
});

test("[L16] what reversals of one redemption give back goes to each lot once", () => {
  const account = accountOf([earned(1), earned(2), earned(3)]);
  const joins = draftJoins(account, by(1, 30), RULE).map(inChain);
  const [joined] = foldAccount(joins, account).lots;
  const lotId = joined?.lotId as LotId;
  const drawn = entry(7, -150, { ...POINTS, kind: "redeem", lotId });
  const source = { type: "redemption", id: drawn.commandId } as const;
  const back = (n: number, amount: number) =>
    entry(n, amount, { ...POINTS, kind: "reverse", lotId, source });
  const { left } = sharesOfJoined([...joins, drawn, back(8, 60), back(9, 90)], lotId);
  expect([1, 2, 3].map((n) => left.get(earned(n).lotId))).toEqual([100, 200, 300]);
});

test("[L16] points that part leave the joined lot, and add up to nothing", () => {
  const account = accountOf([earned(1), earned(2), earned(3)]);
  const joined = foldAccount(draftJoins(account, by(1, 30), RULE), account);
  const lotId = joined.lots[0]?.lotId as LotId;
  const lot = { ...openLot(earned(2)), remaining: 0 };
  const drafts = draftPartings(joined, [{ lot, from: lotId, amount: 50 }], by(2, 31));
  expect(drafts).toMatchObject([
    { lotId, amount: -50, source: { type: "join", id: lot.lotId } },
    { lotId: lot.lotId, amount: 50, source: { type: "join", id: lotId } },
  ]);
  expect(foldAccount(drafts, joined).lots.map(({ remaining }) => remaining)).toEqual([550, 50]);
});

test.for<readonly [ofOne: number, ofAnother: number, drafts: number, lots: number]>([
  [499, 0, 500, 1],
  [500, 0, 501, 1],
  [501, 0, 501, 2],
  // Into two lots: all of the first 400, and 99 of the others.
  [400, 400, 501, 303],
])("[L15] of %i and %i lots at most 500 are joined at once", ([ofOne, ofAnother, drafts, left]) => {
  const expiresAt = addMs(NOW, 300 * DAY_MS);
  const lots = Array.from({ length: ofOne + ofAnother }, (_, n) =>
    earned(n + 1, { occurredAt: NOW, ...(n < ofOne ? { expiresAt } : {}) }),
  ).map((each) => openLot(each));
  const account = { ...emptyAccount(PROFILE), lots };
  const joins = draftJoins(account, by(1, 30), RULE);
  expect(joins).toHaveLength(drafts);
  expect(foldAccount(joins, account).lots).toHaveLength(left);
});

const inChain = (draft: Parameters<typeof foldAccount>[0][number], index: number): LedgerEntry => ({
  ...entry(index + 1, draft.amount),
  ...draft,
});
