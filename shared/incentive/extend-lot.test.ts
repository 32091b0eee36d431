import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { calendarDaySchema, instant } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { account, attribution, lot, MELBOURNE, rewardDefinition } from "#shared/testing/build.ts";
import { decideExtend, type Extension } from "./extend-lot.ts";

const local = (text: string) => instant(Number(parseLocal(text, MELBOURNE)));
const EXPIRED = local("2026-10-31 23:59:59");
const NOVEMBER = local("2026-11-20 12:00:00");

const extend = (
  extension: Partial<Extension>,
  { expiresAt = EXPIRED, extendDays = 7, isExtendable = true, expiredAmount = 0 } = {},
) => {
  const held = lot(1, expiredAmount > 0 ? 0 : 1_000, { initial: 1_000, expiresAt });
  const decided = decideExtend(
    account([held]),
    held,
    rewardDefinition({ isExtendable, extendDays }),
    {
      ...attribution(1, NOVEMBER),
      extension: { days: null, until: null, ...extension },
      expiredAmount,
      firstIndex: 0,
      worthOf: cents,
    },
  );
  return decided.ok ? decided.value : decided.error;
};

test("[W6] days are added to the present expiry, even after it, and keep the local time of day", () => {
  const kept = { kind: "extend", amount: 0, expiresAt: local("2026-11-07 23:59:59") };
  expect(extend({ days: 7 })).toMatchObject([kept]);
  expect(extend({})).toMatchObject([kept]);
  const beforeSummerTime = local("2026-10-03 23:59:59");
  expect(extend({ days: 1 }, { expiresAt: beforeSummerTime })).toMatchObject([
    { expiresAt: local("2026-10-04 23:59:59") },
  ]);
});

test("[W6] one that an `expire` entry emptied gets that back if it hasn't expired any more", () => {
  const emptied = { expiredAmount: 1_000 };
  expect(extend({ days: 7 }, emptied)).toMatchObject([{ kind: "extend" }]);
  const until = calendarDaySchema.parse("2026-12-31");
  expect(extend({ until }, emptied)).toMatchObject([
    { kind: "extend", expiresAt: local("2026-12-31 23:59:59") },
    { kind: "adjust", amount: 1_000 },
  ]);
});

test("[W6] is refused unless the definition allows it and the expiry is later", () => {
  expect(extend({ days: 7 }, { isExtendable: false })).toEqual({ reason: "not_extendable" });
  const until = calendarDaySchema.parse("2026-10-31");
  expect(extend({ until })).toEqual({ reason: "not_later" });
  expect(extend({ days: 0 })).toEqual({ reason: "not_later" });
});
