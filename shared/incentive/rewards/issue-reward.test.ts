import { expect, test } from "vitest";
import { issueTimes } from "#shared/incentive/issue-times.ts";
import { cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { emptyAccount, foldAccount } from "#shared/ledger/account.ts";
import { isSpendable } from "#shared/ledger/lot.ts";
import {
  attribution,
  DAY_MS,
  MELBOURNE,
  NOW,
  PROFILE,
  rewardDefinition,
} from "#shared/testing/build.ts";
import { decideIssueReward } from "./issue-reward.ts";

const decide = (
  valueCents: number | null,
  more: { activeAt?: Instant; expiresAt?: Instant | null; occurredAt?: Instant } = {},
  definition = rewardDefinition(),
) =>
  decideIssueReward(emptyAccount(PROFILE), definition, {
    ...attribution(1),
    valueCents: valueCents === null ? null : cents(valueCents),
    ...more,
  });

test("[W1] is issued for its definition's value by default", () => {
  expect(decide(null)).toMatchObject({
    ok: true,
    value: [{ kind: "issue", amount: 2_000, valueCents: 2_000 }],
  });
  expect(decide(1_234)).toMatchObject({ ok: true, value: [{ amount: 1_234 }] });
});

test("[W1] is never issued above the definition's maximum, nor for nothing", () => {
  expect(decide(5_000).ok).toBe(true);
  expect(decide(5_001)).toEqual({
    ok: false,
    error: { reason: "value_over_max", maxCents: 5_000 },
  });
  expect(decide(0)).toEqual({ ok: false, error: { reason: "value_not_positive" } });
  expect(decide(-1)).toEqual({ ok: false, error: { reason: "value_not_positive" } });
  expect(decide(900_000, {}, rewardDefinition({ maxValueCents: null })).ok).toBe(true);
});

test("[W2] expires at the end of the local day, after the definition's period", () => {
  expect(decide(null)).toMatchObject({
    ok: true,
    value: [{ expiresAt: parseLocal("2026-04-02 23:59:59", MELBOURNE) }],
  });
  expect(decide(null, { expiresAt: null })).toMatchObject({
    ok: true,
    value: [{ expiresAt: null }],
  });
  expect(decide(null, { expiresAt: instant(NOW - 999) }).ok).toBe(true);
  expect(decide(null, { expiresAt: instant(NOW - 1000) })).toEqual({
    ok: false,
    error: { reason: "expires_before_issue" },
  });
});

test.for(["days", "absolute_month"] as const)(
  "[W2] [R2] is issued until the last second is over, for %s",
  (periodType) => {
    const expiresAt = instant(Date.UTC(2026, 2, 31, 12, 59, 59));
    const issuedIn = (ms: number) => {
      const occurredAt = instant(expiresAt + ms);
      const definition = rewardDefinition({ period: 0, periodType });
      const decision = decide(null, { occurredAt }, definition);
      const held = foldAccount(decision.ok ? decision.value : [], emptyAccount(PROFILE));
      return held.lots.map((lot) => [lot.expiresAt, isSpendable(lot, occurredAt)]);
    };
    expect(issuedIn(999)).toEqual([[expiresAt, true]]);
    expect(issuedIn(1000)).not.toEqual([[expiresAt, true]]);
  },
);

test("[W3] the lot keeps the version that issued it", () => {
  const decision = decide(null);
  const held = foldAccount(decision.ok ? decision.value : [], emptyAccount(PROFILE));
  expect(held.lots).toMatchObject([{ definitionId: 7, definitionVersion: 3, initial: 2_000 }]);
});

test("[W5] a scheduled reward is written now, and its period starts when it becomes active", () => {
  const activeAt = instant(NOW + 7 * DAY_MS);
  expect(decide(null, { activeAt })).toMatchObject({
    ok: true,
    value: [{ occurredAt: NOW, activeAt, expiresAt: parseLocal("2026-04-09 23:59:59", MELBOURNE) }],
  });
  expect(decide(null, { activeAt, expiresAt: instant(activeAt - 1000) })).toEqual({
    ok: false,
    error: { reason: "expires_before_issue" },
  });
  expect(issueTimes(activeAt, NOW)).toEqual({ occurredAt: NOW, activeAt });
  expect(issueTimes(NOW, activeAt)).toEqual({ occurredAt: NOW, activeAt: null });
  expect(issueTimes(null, NOW)).toEqual({ occurredAt: NOW, activeAt: null });
});
