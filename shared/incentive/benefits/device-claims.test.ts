import { describe, expect, test } from "vitest";
import { addMs, calendarDaySchema, DAY_MS, instant, UTC } from "#shared/kernel/time.ts";
import { benefitDefinition, lot, profile } from "#shared/testing/build.ts";
import type { BenefitDefinition } from "./benefit.ts";
import { type Claimant, possibleClaims } from "./device-claims.ts";

const NOW = instant(Date.UTC(2026, 10, 10, 12));
const day = (text: string) => calendarDaySchema.parse(text);

const claimsOf = (more: Partial<BenefitDefinition>, who: Partial<Claimant> = {}, at = NOW) =>
  possibleClaims(
    [benefitDefinition({ isClaimable: true, ...more })],
    { profile: profile(), region: "vic", lots: [], claimed: [], standings: [], ...who },
    { at, timezone: UTC },
  );
const stateOf = (...asked: Parameters<typeof claimsOf>) => claimsOf(...asked)[0]?.state ?? null;

// That the server agrees is tested on random ones in `sync-server/sync/device-claims.test.ts`.
describe("[N13] what a device says can be claimed", () => {
  test("until the first of the ends that there are", () => {
    const [claim] = claimsOf({ claimPeriodEndAt: day("2026-11-20"), endAt: day("2026-11-15") });
    expect(claim?.until).toBe(Date.UTC(2026, 10, 15, 23, 59, 59));
    const dated = { periodType: "absolute_date", absoluteExpiry: day("2026-11-12") } as const;
    expect(claimsOf(dated)[0]?.until).toBe(Date.UTC(2026, 10, 12, 23, 59, 59));
    expect(claimsOf({ ...dated, absoluteExpiry: day("2026-11-09") })).toEqual([]);
    expect(claimsOf({})[0]?.until).toBeNull();
  });

  test("later, from the start of the window, unless it won't be for this customer then", () => {
    const claimPeriodStartAt = day("2026-11-20");
    const later = { kind: "later", from: Date.UTC(2026, 10, 20) };
    const never = { "==": [1, 2] };
    expect(stateOf({ claimPeriodStartAt })).toEqual(later);
    // It may begin at an hour at which nobody can claim it yet.
    expect(stateOf({ claimPeriodStartAt, claimTimeframe: never })).toEqual(later);
    const closed = { kind: "closed", reason: "not_eligible" };
    expect(stateOf({ claimPeriodStartAt, claimCondition: never })).toEqual(closed);
    expect(stateOf({ claimPeriodStartAt, endAt: day("2026-11-15") })).toBeNull();
    expect(stateOf({ claimPeriodStartAt, viewCondition: never })).toBeNull();
  });

  test("later again, if what was claimed is over by then", () => {
    const open = lot(1, 1, { unit: "benefit", definitionId: benefitDefinition().id });
    const claimed = [{ definitionId: benefitDefinition().id, openLots: [open.lotId] }];
    const until = (days: number) => ({
      claimed,
      lots: [{ ...open, expiresAt: addMs(NOW, days * DAY_MS) }],
    });
    const again = { isReclaimable: true, claimPeriodStartAt: day("2026-11-20") };
    expect(stateOf(again, until(3))).toMatchObject({ kind: "later" });
    expect(stateOf(again, until(30))).toEqual({ kind: "closed", reason: "already_claimed" });
    expect(stateOf({ isReclaimable: true }, until(3))).toMatchObject({ kind: "closed" });
    expect(stateOf({ isReclaimable: true }, until(-3))).toMatchObject({ kind: "open" });
    expect(stateOf({ isReclaimable: true }, { claimed, lots: [] })).toMatchObject({ kind: "open" });
    expect(stateOf({}, { claimed, lots: [] })).toMatchObject({ kind: "closed" });
  });

  test("with whether there may be none left, which only the server knows", () => {
    const budget = { countedIn: "issues", total: null, perProfile: null } as const;
    for (const limit of [
      { maxGlobalRedemptions: 5 },
      { forceAllocation: true },
      { budget: { ...budget, whenReached: "stop" } as const },
    ]) {
      expect(stateOf(limit)).toEqual({ kind: "open", isLimited: true, isUnsure: false });
    }
    const warns = { budget: { ...budget, whenReached: "warn" } as const };
    for (const none of [{}, warns]) {
      expect(stateOf(none)).toEqual({ kind: "open", isLimited: false, isUnsure: false });
    }
  });

  test.for(["aggregations.shop_count", "attributes.comms.email_promo", "point_balance"])(
    "with whether its condition holds, if that reads %s, which only the server knows",
    (name) => {
      const asks = { "==": [{ var: name }, 1] };
      const unsure = { kind: "open", isLimited: false, isUnsure: true };
      expect(stateOf({ claimCondition: asks })).toEqual(unsure);
      expect(stateOf({ claimCondition: { missing: [name] } })).toEqual(unsure);
      const closed = { kind: "closed", reason: "not_now" };
      expect(stateOf({ claimCondition: asks, claimTimeframe: { "==": [1, 2] } })).toEqual(closed);
      expect(stateOf({ viewCondition: asks })).toBeNull();
    },
  );

  test("[W7] only if it is for its region and for one of the customer's statuses", () => {
    expect(stateOf({ region: "vic" })).toMatchObject({ kind: "open" });
    expect(stateOf({ region: "nsw" })).toBeNull();
    const statuses = [{ handle: "vip", startsAt: null, endsAt: null }];
    expect(stateOf({ statuses: ["vip"] })).toBeNull();
    const vip = { profile: { ...profile(), statuses } };
    expect(stateOf({ statuses: ["vip"] }, vip)).toMatchObject({ kind: "open" });
  });
});
