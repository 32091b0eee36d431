import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { redemptionPolicySchema } from "./policy.ts";
import {
  blockedByVelocity,
  hourAround,
  isSameHour,
  overLimit,
  velocityLimitsSchema,
} from "./velocity.ts";

const HOUR_MS = 3_600_000;
const ago = (minutes: number): Instant => addMs(NOW, -minutes * 60_000);
const limit = { counted: "redemption", per: "profile", maxPerHour: 2, whenOver: "block" } as const;

describe("velocity limits", () => {
  test("[H2] as many as the limit allows in the hour up to an act; the next is one too many", () => {
    expect(overLimit(limit, [], NOW)).toBeNull();
    expect(overLimit(limit, [ago(10)], NOW)).toBeNull();
    expect(overLimit(limit, [ago(10), ago(30)], NOW)).toEqual({ count: 3, againAt: ago(-30) });
    expect(overLimit(limit, [ago(10), ago(60)], NOW)).toBeNull();
    expect(overLimit(limit, [ago(10), addMs(ago(60), 1)], NOW)).not.toBeNull();
    expect(overLimit(limit, [NOW, NOW], NOW)).toEqual({ count: 3, againAt: addMs(NOW, HOUR_MS) });
    // Something that another device did later, and whose news came first.
    expect(overLimit(limit, [ago(-1), ago(-2)], NOW)).toBeNull();
  });

  test("[H3] an act is possible again exactly at the instant that a refusal names", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (minutes, maxPerHour) => {
          const acts = minutes.map(ago);
          const over = overLimit({ maxPerHour }, acts, NOW);
          if (over === null) return;
          expect(over.againAt).toBeGreaterThan(NOW);
          expect(overLimit({ maxPerHour }, acts, over.againAt)).toBeNull();
          expect(overLimit({ maxPerHour }, acts, addMs(over.againAt, -1))).not.toBeNull();
        },
      ),
    );
  });

  test("[H2] somebody who keeps to the limit never goes over it in any hour, in whatever order the news comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (minutes, maxPerHour) => {
          const done: Instant[] = [];
          for (const at of minutes.toSorted((a, b) => b - a).map(ago)) {
            if (overLimit({ maxPerHour }, done.toReversed(), at) === null) done.push(at);
          }
          for (const at of done) {
            const inHour = done.filter((each) => each > at - HOUR_MS && each <= at);
            expect(inHour.length).toBeLessThanOrEqual(maxPerHour);
          }
        },
      ),
    );
  });

  test("[H3] of several limits that block, the refusal names when the last of them lets go", () => {
    const subjects = (profile: string, staff: string | null) => ({
      profile,
      staff,
      device: null,
      token: null,
    });
    const known = [10, 20].map((minutes) => ({ subjects: subjects("p", "s"), at: ago(minutes) }));
    const limits = [limit, { ...limit, per: "staff", maxPerHour: 1 }] as const;
    const act = { subjects: subjects("p", "s"), at: NOW };
    expect(blockedByVelocity(limits, "redemption", known, act)).toEqual({
      reason: "too_many_an_hour",
      counted: "redemption",
      againAt: ago(-50),
    });
    expect(blockedByVelocity(limits, "join", known, act)).toBeNull();
    const others = { ...act, subjects: subjects("q", "t") };
    expect(blockedByVelocity(limits, "redemption", known, others)).toBeNull();
    const nobody = { ...act, subjects: subjects("q", null) };
    expect(blockedByVelocity(limits, "redemption", known, nobody)).toBeNull();
  });

  test("[H1] acts that nobody is named for aren't counted together", () => {
    const subjects = { profile: "p", staff: null, device: null, token: null };
    const known = [ago(10), ago(20)].map((at) => ({ subjects, at }));
    const limits = [{ ...limit, per: "staff", maxPerHour: 1 }] as const;
    expect(blockedByVelocity(limits, "redemption", known, { subjects, at: NOW })).toBeNull();
  });

  test.for([
    [0, true],
    [HOUR_MS - 1, true],
    [HOUR_MS, false],
  ] as const)("[H4] reports that are %d ms apart are of the same hour: %s", ([ms, isSame]) => {
    expect(isSameHour(NOW, addMs(NOW, ms))).toBe(isSame);
    expect(isSameHour(addMs(NOW, ms), NOW)).toBe(isSame);
  });

  test("[H2] what may matter to an act is within an hour of it, on either side", () => {
    expect(hourAround(NOW)).toEqual({ after: ago(60), before: ago(-60) });
  });

  test("[H1] limits that count nothing or the same twice are refused, and a policy has none by default", () => {
    const isValid = (...limits: readonly object[]) =>
      velocityLimitsSchema.safeParse(limits).success;
    expect(isValid(limit, { ...limit, whenOver: "flag" }, { ...limit, per: "staff" })).toBe(true);
    expect(isValid(limit, { ...limit, maxPerHour: 9 })).toBe(false);
    expect(isValid({ ...limit, counted: "join" })).toBe(false);
    expect(isValid({ ...limit, counted: "manual_issue", per: "device" })).toBe(false);
    expect(isValid({ ...limit, maxPerHour: 0 })).toBe(false);
    expect(isValid({ ...limit, counted: "sale" })).toBe(false);
    expect(redemptionPolicySchema.shape.velocityLimits.parse(undefined)).toEqual([]);
  });
});
