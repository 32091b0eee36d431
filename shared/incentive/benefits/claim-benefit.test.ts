import { describe, expect, it, test } from "vitest";
import { addMs, calendarDaySchema, dayIn } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { benefitDefinition, DAY_MS, lot, MELBOURNE, NOW } from "#shared/testing/build.ts";
import type { BenefitDefinition } from "./benefit.ts";
import {
  type BenefitClaim,
  type ClaimRefusalReason,
  claimRefusal,
  earlierClaims,
} from "./claim-benefit.ts";

const at = (text: string) => parseLocal(text, MELBOURNE) ?? expect.fail();
const TODAY = calendarDaySchema.parse("2026-03-03");
const DAY = dayIn(NOW, MELBOURNE);
const DAY_BEFORE = dayIn(addMs(NOW, -DAY_MS), MELBOURNE);
const GOLD = { "==": [{ var: "tier" }, "gold"] };
const SILVER = { "==": [{ var: "tier" }, "silver"] };
const refusal = (definition: Partial<BenefitDefinition> = {}, more: Partial<BenefitClaim> = {}) =>
  claimRefusal(benefitDefinition({ isClaimable: true, ...definition }), {
    ...{ at: NOW, timezone: MELBOURNE, profile: { tier: "gold" }, earlier: "none" },
    audience: { region: "vic", statuses: ["vip"] },
    ...more,
  });

describe("a claim", () => {
  test.for<readonly [Partial<BenefitDefinition>, ClaimRefusalReason | null]>([
    [{}, null],
    [{ isClaimable: false }, "not_claimable"],
    [{ isPublished: false }, "not_claimable"],
    [{ isArchived: true }, "not_claimable"],
    [{ viewCondition: GOLD, claimCondition: GOLD }, null],
    [{ viewCondition: SILVER }, "not_claimable"],
    [{ claimCondition: SILVER }, "not_eligible"],
    [{ claimPeriodStartAt: NOW, claimPeriodEndAt: NOW }, null],
    [{ claimPeriodStartAt: addMs(NOW, 1) }, "claim_not_started"],
    [{ claimPeriodEndAt: addMs(NOW, -1000) }, "claim_ended"],
    [{ endAt: NOW }, null],
    [{ endAt: addMs(NOW, -1000) }, "claim_ended"],
    [{ periodType: "absolute_date", absoluteExpiry: DAY }, null],
    [{ periodType: "absolute_date", absoluteExpiry: DAY_BEFORE }, "claim_ended"],
    [{ absoluteExpiry: DAY_BEFORE }, null],
    [{ claimTimeframe: { "==": [{ var: "weekday" }, 2] } }, null],
    [{ claimTimeframe: { "==": [{ var: "weekday" }, 3] } }, "not_now"],
    // Of several reasons, the first.
    [{ isArchived: true, claimCondition: SILVER }, "not_claimable"],
    [{ claimPeriodStartAt: addMs(NOW, 1), endAt: addMs(NOW, -1000) }, "claim_not_started"],
  ])("[N2] [N4] of %o: %s", ([definition, reason]) => {
    expect(refusal(definition)).toBe(reason);
  });

  test.for<readonly [Partial<BenefitDefinition>, ClaimRefusalReason | null]>([
    [{ region: "vic", statuses: ["press", "vip"] }, null],
    [{ region: "nsw" }, "not_claimable"],
    [{ statuses: ["press"] }, "not_claimable"],
  ])("[W7] of one for %o, by a profile of vic that is a vip: %s", ([definition, reason]) => {
    expect(refusal(definition)).toBe(reason);
  });

  test.for([
    ["2026-03-02 23:59:59", "claim_not_started"],
    ["2026-03-03 00:00:00", null],
    ["2026-03-03 23:59:59", null],
    ["2026-03-04 00:00:00", "claim_ended"],
  ] as const)("[N2] on whole days, where it is made: %s", ([text, reason]) => {
    const period = { claimPeriodStartAt: TODAY, claimPeriodEndAt: TODAY };
    expect(refusal(period, { at: at(text) })).toBe(reason);
  });

  test.for([
    ["2026-03-01 09:59:59", { local_date: "2026-03-01", local_time: "09:59", weekday: 7 }],
    ["2026-03-02 00:00:00", { local_date: "2026-03-02", local_time: "00:00", weekday: 1 }],
    ["2026-03-07 23:05:00", { local_date: "2026-03-07", local_time: "23:05", weekday: 6 }],
  ] as const)("[N4] [Q10] at the local time %s", ([text, reads]) => {
    for (const [name, value] of Object.entries(reads)) {
      const is = (other: string | number) => ({ "==": [{ var: name }, other] });
      expect(refusal({ claimTimeframe: is(value) }, { at: at(text) })).toBeNull();
      expect(refusal({ claimTimeframe: is("other") }, { at: at(text) })).toBe("not_now");
    }
  });

  test.for([
    ["none", false, null],
    ["none", true, null],
    ["over", false, "already_claimed"],
    ["over", true, null],
    ["usable", false, "already_claimed"],
    ["usable", true, "already_claimed"],
  ] as const)("[N4] after one that is %s (reclaimable: %s)", ([earlier, isReclaimable, reason]) => {
    expect(refusal({ isReclaimable }, { earlier })).toBe(reason);
  });
});

describe("[N4] what was claimed before", () => {
  const held = (n: number, remaining: number, expiresAt: typeof NOW | null = null) =>
    lot(n, remaining, { unit: "benefit", expiresAt });
  const ENDED = addMs(NOW, -DAY_MS);

  it("is usable while any of it has uses left and isn't over", () => {
    const earlier = (
      lots: Parameters<typeof earlierClaims>[1],
      endAt: BenefitDefinition["endAt"] = null,
    ) => earlierClaims({ endAt }, lots, NOW);
    expect(earlier([])).toBe("none");
    expect(earlier([held(1, 1)])).toBe("usable");
    expect(earlier([held(1, 0)])).toBe("over");
    expect(earlier([held(1, 1, ENDED)])).toBe("over");
    expect(earlier([held(1, 1)], ENDED)).toBe("over");
    expect(earlier([held(1, 0), held(2, 1, ENDED), held(3, 1)])).toBe("usable");
  });
});
