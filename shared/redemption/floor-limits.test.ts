import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import {
  atRiskMaxCents,
  checkFloorLimits,
  type Exposure,
  type FloorRefusal,
} from "./floor-limits.ts";
import { type FloorLimits, floorLimitsSchema } from "./policy.ts";

const limits = (more: Partial<FloorLimits> = {}): FloorLimits => ({
  ...floorLimitsSchema.parse({
    maxPerRedemptionCents: 5_000,
    maxPerProfileCents: 8_000,
    maxCountPerProfile: 3,
    maxSharePercent: 50,
    maxSnapshotAgeMs: 60_000,
    allowanceCents: 20_000,
  }),
  ...more,
});
const exposure = (more: Partial<Exposure> = {}): Exposure => ({
  availableCents: cents(10_000),
  snapshotAgeMs: 0,
  profileCents: cents(0),
  profileCount: 0,
  deviceCents: cents(0),
  ...more,
});
const check = (amount: number, by: FloorLimits = limits(), known: Exposure = exposure()) => {
  const checked = checkFloorLimits(by, known, cents(amount));
  return checked.ok ? "ok" : checked.error;
};

describe("[F1] any limit at zero switches the at-risk mode off", () => {
  test.for([
    "maxPerRedemptionCents",
    "maxPerProfileCents",
    "maxCountPerProfile",
    "maxSharePercent",
    "allowanceCents",
  ] as const)("%s", (limit) => {
    const off = { ...limits(), [limit]: 0 };
    expect(check(1, off)).toEqual({ reason: "at_risk_off" });
    expect(atRiskMaxCents(off, exposure())).toBe(0);
  });
});

test("[F2] never more than the last known balance", () => {
  const known = exposure({ availableCents: cents(100) });
  expect(check(101, limits({ maxSharePercent: 100 }), known)).toEqual({
    reason: "insufficient_balance",
    availableCents: 100,
  });
  expect(check(100, limits({ maxSharePercent: 100 }), known)).toBe("ok");
});

test("[F3] not with a copy that is too old", () => {
  expect(check(1, limits(), exposure({ snapshotAgeMs: 60_000 }))).toBe("ok");
  expect(check(1, limits(), exposure({ snapshotAgeMs: 60_001 }))).toEqual({
    reason: "snapshot_too_old",
    ageMs: 60_001,
    maxAgeMs: 60_000,
  });
});

test("[F4] at most the limit per redemption", () => {
  const known = exposure({ availableCents: cents(20_000) });
  expect(check(5_000, limits(), known)).toBe("ok");
  expect(check(5_001, limits(), known)).toEqual({ reason: "over_per_redemption", maxCents: 5_000 });
});

test("[F5] at most a share of the last known balance, including what was redeemed before", () => {
  expect(check(4_000, limits(), exposure({ availableCents: cents(8_000) }))).toBe("ok");
  expect(check(4_001, limits(), exposure({ availableCents: cents(8_000) }))).toEqual({
    reason: "over_share",
    maxCents: 4_000,
  });
  const second = exposure({
    availableCents: cents(5_000),
    profileCents: cents(3_000),
    profileCount: 1,
  });
  expect(check(1_000, limits(), second)).toBe("ok");
  expect(check(1_001, limits(), second)).toEqual({ reason: "over_share", maxCents: 1_000 });
});

test("[F6] at most the limits on amount and count per profile", () => {
  const wide = limits({ maxSharePercent: 100 });
  const second = exposure({ profileCents: cents(4_500), profileCount: 1 });
  expect(check(3_500, wide, second)).toBe("ok");
  expect(check(3_501, wide, second)).toEqual({ reason: "over_per_profile", leftCents: 3_500 });
  const fourth = exposure({ profileCents: cents(3), profileCount: 3 });
  expect(check(1, wide, fourth)).toEqual({ reason: "too_many_for_profile", maxCount: 3 });
});

test("[F7] at most the device's allowance, across all profiles", () => {
  const known = exposure({ deviceCents: cents(19_000) });
  expect(check(1_000, limits(), known)).toBe("ok");
  expect(check(1_001, limits(), known)).toEqual({ reason: "over_allowance", leftCents: 1_000 });
});

// Small numbers, so that amounts and limits often meet and each limit decides in many runs.
const amount = fc.integer({ min: 1, max: 12 }).map(cents);
const anyLimits = fc
  .record({
    maxPerRedemptionCents: amount,
    maxPerProfileCents: amount,
    maxCountPerProfile: fc.integer({ min: 1, max: 4 }),
    maxSharePercent: fc.oneof(fc.constantFrom(50, 100), fc.integer({ min: 1, max: 100 })),
    maxSnapshotAgeMs: fc.integer({ min: 0, max: 3 }),
    allowanceCents: amount,
  })
  .map(limits);
const anyExposure = fc
  .record({
    availableCents: fc.integer({ min: -1, max: 20 }).map(cents),
    snapshotAgeMs: fc.integer({ min: 0, max: 3 }),
    profileCents: fc.integer({ min: 0, max: 4 }).map(cents),
    profileCount: fc.integer({ min: 0, max: 3 }),
    deviceCents: fc.integer({ min: 0, max: 6 }).map(cents),
  })
  .map(exposure);

test("the most that the screen promises is accepted, and a cent more isn't", () => {
  fc.assert(
    fc.property(anyLimits, anyExposure, (by, known) => {
      const most = atRiskMaxCents(by, known);
      expect(most).toBeGreaterThanOrEqual(0);
      expect(most === 0 || checkFloorLimits(by, known, most).ok).toBe(true);
      expect(checkFloorLimits(by, known, cents(most + 1)).ok).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

type Rule = {
  /** The most that it lets through. */
  readonly left: (by: FloorLimits, known: Exposure) => number;
  readonly refusal: (by: FloorLimits, known: Exposure, left: number) => FloorRefusal;
};

/** The limits as SPEC.md states them, in the order in which they are checked. */
const RULES: readonly Rule[] = [
  {
    left: (_by, known) => known.availableCents,
    refusal: (_by, { availableCents }) => ({ reason: "insufficient_balance", availableCents }),
  },
  {
    left: (by, known) => (known.snapshotAgeMs <= by.maxSnapshotAgeMs ? Infinity : 0),
    refusal: (by, known) => ({
      reason: "snapshot_too_old",
      ageMs: known.snapshotAgeMs,
      maxAgeMs: by.maxSnapshotAgeMs,
    }),
  },
  {
    left: (by) => by.maxPerRedemptionCents,
    refusal: (_by, _known, left) => ({ reason: "over_per_redemption", maxCents: cents(left) }),
  },
  {
    left: (by, known) => {
      const before = known.availableCents + known.profileCents;
      return Math.floor((before * by.maxSharePercent) / 100) - known.profileCents;
    },
    refusal: (_by, _known, left) => ({ reason: "over_share", maxCents: cents(Math.max(0, left)) }),
  },
  {
    left: (by, known) => by.maxPerProfileCents - known.profileCents,
    refusal: (_by, _known, left) => ({
      reason: "over_per_profile",
      leftCents: cents(Math.max(0, left)),
    }),
  },
  {
    left: (by, known) => (known.profileCount < by.maxCountPerProfile ? Infinity : 0),
    refusal: (by) => ({ reason: "too_many_for_profile", maxCount: by.maxCountPerProfile }),
  },
  {
    left: (by, known) => by.allowanceCents - known.deviceCents,
    refusal: (_by, _known, left) => ({
      reason: "over_allowance",
      leftCents: cents(Math.max(0, left)),
    }),
  },
];

test("what a limit leaves is accepted, and from a cent more the first limit in order refuses", () => {
  fc.assert(
    fc.property(
      anyLimits,
      anyExposure,
      fc.integer({ min: 0, max: RULES.length - 1 }),
      fc.integer({ min: -1, max: 1 }),
      (by, known, nearest, beyond) => {
        const amounts = RULES.map(({ left }) => left(by, known));
        const near = amounts[nearest] ?? 0;
        const wanted = Math.max(1, (Number.isFinite(near) ? near : 1) + beyond);
        const refusals = RULES.filter((_, index) => wanted > (amounts[index] ?? 0));
        const [first] = refusals.map(({ refusal, left }) => refusal(by, known, left(by, known)));
        expect(check(wanted, by, known)).toEqual(first ?? "ok");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("[F8] a device that never syncs redeems no more than its allowance", () => {
  fc.assert(
    fc.property(
      anyLimits,
      fc.array(
        fc.record({
          who: fc.integer({ min: 0, max: 3 }),
          wanted: fc.integer({ min: 1, max: 6 }),
        }),
        { maxLength: 40 },
      ),
      (by, attempts) => {
        const profiles = new Map<number, { cents: number; count: number }>();
        let redeemed = 0;
        for (const { who, wanted } of attempts) {
          const before = profiles.get(who) ?? { cents: 0, count: 0 };
          const known = exposure({
            availableCents: cents(20 - before.cents),
            profileCents: cents(before.cents),
            profileCount: before.count,
            deviceCents: cents(redeemed),
          });
          if (!checkFloorLimits(by, known, cents(wanted)).ok) continue;
          redeemed += wanted;
          profiles.set(who, { cents: before.cents + wanted, count: before.count + 1 });
        }
        expect(redeemed).toBeLessThanOrEqual(by.allowanceCents);
        for (const one of profiles.values()) {
          expect(one.cents).toBeLessThanOrEqual(by.maxPerProfileCents);
          expect(one.count).toBeLessThanOrEqual(by.maxCountPerProfile);
        }
      },
    ),
  );
});
