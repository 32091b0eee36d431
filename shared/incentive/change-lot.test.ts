import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandIdSchema,
  definitionIdSchema,
  lotIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { type Account, emptyAccount, foldAccount, foldEntries } from "#shared/ledger/account.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { decideChangeLot, type LotChange } from "./change-lot.ts";

const COMMAND = commandIdSchema.parse("0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f");
const NOON = instant(1_772_503_200_000);
const ZONE = timeZoneSchema.parse("Australia/Melbourne");

const lot: Lot = {
  lotId: lotIdSchema.parse(`${COMMAND}:0`),
  unit: "reward",
  definitionId: definitionIdSchema.parse(1),
  definitionVersion: 3,
  issuedAt: NOON,
  activeAt: NOON,
  expiresAt: addMs(NOON, 1000),
  timezone: ZONE,
  initial: 1000,
  remaining: 600,
};
const account: Account = { ...emptyAccount(profileIdSchema.parse(COMMAND)), lots: [lot] };

const change = (by: LotChange, changed: Lot = lot) =>
  decideChangeLot(account, changed, by, {
    commandId: COMMAND,
    occurredAt: addMs(NOON, 5000),
    timezone: ZONE,
    source: { type: "api", id: COMMAND },
    ...BY_NOBODY,
    worthOf: cents,
    expiredAmount: 0,
    firstIndex: 1,
  });

describe("a manual change to a lot", () => {
  it("[W4] drafts an entry for each thing that changes, and none for what stays the same", () => {
    expect(change({})).toEqual({ ok: true, value: [] });
    expect(change({ remaining: 600, expiresAt: lot.expiresAt })).toEqual({ ok: true, value: [] });
    const both = change({ remaining: 100, expiresAt: null });
    expect(both.ok && both.value).toMatchObject([
      { entryId: `${COMMAND}:1`, kind: "extend", amount: 0, valueCents: 0, expiresAt: null },
      {
        entryId: `${COMMAND}:2`,
        kind: "adjust",
        amount: -500,
        valueCents: -500,
        definitionVersion: 3,
      },
    ]);
  });

  it("[W4] adds worth when it adds value, and numbers its entries from the first", () => {
    const more = change({ remaining: 700 });
    expect(more).toMatchObject({
      value: [{ entryId: `${COMMAND}:1`, kind: "adjust", amount: 100, valueCents: 100 }],
    });
    expect(change({ remaining: lot.initial }).ok).toBe(true);
    const later = change({ expiresAt: addMs(NOON, 9000) });
    expect(later).toMatchObject({ value: [{ entryId: `${COMMAND}:1`, kind: "extend" }] });
    expect(later.ok && later.value).toHaveLength(1);
  });

  it("[L3] leaves the requested amount, never below zero or above what was issued", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (remaining) => {
        const decided = change({ remaining });
        const after = foldAccount(decided.ok ? decided.value : [], account);
        const left = after.lots.find((each) => each.lotId === lot.lotId)?.remaining ?? 0;
        expect(left).toBe(remaining);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (excess) => {
        expect(change({ remaining: -excess })).toMatchObject({
          error: { reason: "remaining_below_zero" },
        });
        expect(change({ remaining: 1000 + excess })).toMatchObject({
          error: { reason: "remaining_over_initial", max: 1000 },
        });
      }),
    );
  });

  it("[W4] sets what was issued and any amount left with adjust entries, also of a used-up lot", () => {
    const amount = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 2000 }), (held, remaining, initial) => {
        const before: Lot = { ...lot, remaining: held };
        const decided = change({ initial, remaining }, before);
        const drafts = decided.ok ? decided.value : [];
        const after = foldEntries(drafts, { ...account, lots: [before] });
        expect(after.lots).toEqual([{ ...before, initial, remaining }]);
        expect(drafts.map(({ kind }) => kind)).toEqual(drafts.map(() => "adjust"));
      }),
    );
    expect(change({ initial: 0 })).toMatchObject({ error: { reason: "value_not_positive" } });
  });

  it("[W4] extends an expired lot, but not to before its issue", () => {
    const after = change({ expiresAt: addMs(NOON, 60_000) });
    expect(foldAccount(after.ok ? after.value : [], account).lots[0]?.expiresAt).toBe(
      NOON + 60_000,
    );
    expect(change({ expiresAt: addMs(NOON, -1000) })).toMatchObject({
      error: { reason: "expires_before_issue" },
    });
    expect(change({ expiresAt: addMs(NOON, -999) }).ok).toBe(true);
    const usedUp = { ...lot, remaining: 0 };
    const again = change({ remaining: 5 }, usedUp);
    expect(again).toMatchObject({ value: [{ amount: 1000 }, { amount: -995 }] });
    expect(change({ remaining: 0 }, usedUp)).toEqual({ ok: true, value: [] });
  });
});
