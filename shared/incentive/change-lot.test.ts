import { describe, expect, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import { account, attribution, DAY_MS, lot, NOW } from "#shared/testing/build.ts";
import { decideChangeLot, type LotChange } from "./change-lot.ts";

const held = lot(1, 300, { initial: 500, expiresAt: NOW });
const decide = (change: LotChange, of = held) =>
  decideChangeLot(account([of]), of, change, {
    ...attribution(1),
    firstIndex: 0,
    worthOf: (amount) => amount,
  });
const lotsAfter = (change: LotChange) => {
  const decision = decide(change);
  return foldAccount(decision.ok ? decision.value : [], account([held])).lots;
};

describe("a lot changed by hand", () => {
  test("gets another expiry, also after it has passed, and another remainder", () => {
    const expiresAt = instant(NOW + DAY_MS);
    expect(lotsAfter({ expiresAt, remaining: 450 })).toEqual([
      { ...held, expiresAt, remaining: 450 },
    ]);
    expect(lotsAfter({ expiresAt: null })).toEqual([{ ...held, expiresAt: null }]);
    expect(lotsAfter({ remaining: 0 })).toEqual([]);
  });

  test("gets no entry when nothing changes", () => {
    expect(decide({})).toEqual({ ok: true, value: [] });
    expect(decide({ remaining: 300, expiresAt: NOW })).toEqual({ ok: true, value: [] });
  });

  test("is refused what cannot be", () => {
    const reason = (change: LotChange, of = held) => {
      const decision = decide(change, of);
      return decision.ok ? null : decision.error.reason;
    };
    expect(reason({ remaining: -1 })).toBe("remaining_below_zero");
    expect(reason({ remaining: 501 })).toBe("remaining_over_initial");
    expect(reason({ expiresAt: instant(held.issuedAt - 1) })).toBe("expires_before_issue");
    expect(reason({ remaining: 5 }, { ...held, remaining: 0 })).toBe("lot_used_up");
  });
});
