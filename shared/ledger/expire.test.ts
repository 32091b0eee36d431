import { expect, test } from "vitest";
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
  const drafts = draftExpire(held, { ...attribution(1), worthOf: (one) => one.remaining });
  expect(
    drafts.map(({ kind, amount, valueCents, timezone }) => [kind, amount, valueCents, timezone]),
  ).toEqual([
    ["expire", -500, -500, "Australia/Melbourne"],
    ["expire", -40, -40, "Australia/Melbourne"],
  ]);
  expect(foldAccount(drafts, held).lots.map((one) => one.remaining)).toEqual([300, 200]);
});

test("an account with nothing expired gets no entry", () => {
  expect(draftExpire(account([lot(1, 5)]), { ...attribution(1), worthOf: () => 0 })).toEqual([]);
});
