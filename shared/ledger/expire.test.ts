import { expect, test } from "vitest";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { account, attribution, lot, NOW, pointLot } from "#shared/testing/build.ts";
import { foldAccount } from "./account.ts";
import { draftExpire } from "./expire.ts";

const past = instant(NOW - 1_000);

test("[L7] takes what is left in every expired lot, and in no other", () => {
  const held = account([
    lot(1, 500, { expiresAt: past }),
    pointLot(2, 40, undefined, { expiresAt: past }),
    lot(3, 300, { expiresAt: instant(NOW - 999) }),
    lot(4, 200),
  ]);
  const drafts = draftExpire(held, { ...attribution(1), worthOf: (one) => cents(one.remaining) });
  expect(
    drafts.map(({ kind, amount, valueCents, timezone }) => [kind, amount, valueCents, timezone]),
  ).toEqual([
    ["expire", -500, -500, "Australia/Melbourne"],
    ["expire", -40, -40, "Australia/Melbourne"],
  ]);
  expect(foldAccount(drafts, held).lots.map((one) => one.remaining)).toEqual([300, 200]);
});

test("[L7] a lot that is used up doesn't expire, and each entry has an id of its own", () => {
  const lots = [1, 2, 3].map((n) => lot(n, n === 2 ? 0 : 5, { expiresAt: past }));
  const drafts = draftExpire(account(lots), { ...attribution(1), worthOf: () => ZERO_CENTS });
  expect(drafts.map(({ lotId }) => lotId)).toEqual([lots[0]?.lotId, lots[2]?.lotId]);
  expect(drafts.map(({ entryId }) => entryId.slice(36))).toEqual([":0", ":1"]);
});

test("a lot that is worth nothing expires at 0, not at -0", () => {
  const held = account([pointLot(1, 40, undefined, { expiresAt: past })]);
  const [draft] = draftExpire(held, { ...attribution(1), worthOf: () => ZERO_CENTS });
  expect(draft?.valueCents).toBe(0);
});

test("an account with nothing expired gets no entry", () => {
  expect(
    draftExpire(account([lot(1, 5)]), { ...attribution(1), worthOf: () => ZERO_CENTS }),
  ).toEqual([]);
});
