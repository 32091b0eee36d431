import { expect, test } from "vitest";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import {
  bestStatus,
  isHeldAt,
  isOverAt,
  statusesAt,
  statusesEverOf,
  statusPeriodOf,
} from "./status.ts";

const [before, after] = [addMs(NOW, -1), addMs(NOW, 1)];

test.for<[startsAt: Instant | null, endsAt: Instant | null, isHeld: boolean, isOver: boolean]>([
  [null, null, true, false],
  [before, null, true, false],
  [NOW, null, true, false],
  [after, null, false, false],
  [null, before, false, true],
  [null, NOW, true, false],
  [null, after, true, false],
  [before, before, false, true],
  [before, after, true, false],
  [NOW, NOW, true, false],
  [after, before, false, true],
])("a status from %o to %o, both included (DOMAIN §3.7): held %o, over %o", (row) => {
  const [startsAt, endsAt, isHeld, isOver] = row;
  const status = { handle: "gold", startsAt, endsAt };
  const always = { handle: "friend", startsAt: null, endsAt: null };
  expect(isHeldAt(status, NOW)).toBe(isHeld);
  expect(isOverAt(status, NOW)).toBe(isOver);
  expect(statusesAt([status, always], NOW)).toEqual(isHeld ? ["gold", "friend"] : ["friend"]);
});

test("a status is had without end and in days, unless its fields say otherwise (DOMAIN §5.5)", () => {
  const fields = { period: 2, period_type: "months", absolute_expiry: "2026-12-31" };
  expect(statusPeriodOf({ ...fields, timezone: "Australia/Melbourne", name: "Gold" })).toEqual({
    ...{ period: 2, periodType: "months", absoluteExpiry: "2026-12-31" },
    timezone: "Australia/Melbourne",
  });
  expect(statusPeriodOf({})).toEqual({
    ...{ period: null, periodType: "days", absoluteExpiry: null, timezone: null },
  });
});

test("the best of statuses has the lowest rank; one without a rank comes last", () => {
  const [vip, friend, guest, other] = [
    { handle: "vip", sortOrder: -1 },
    { handle: "friend", sortOrder: 2 },
    { handle: "guest", sortOrder: null },
    { handle: "enemy", sortOrder: 2 },
  ];
  expect(bestStatus([guest, friend, vip])).toBe(vip);
  expect(bestStatus([guest, friend])).toBe(friend);
  expect(bestStatus([friend, other])).toBe(other);
  expect(bestStatus([other, friend])).toBe(other);
  expect(bestStatus([guest])).toBe(guest);
  expect(bestStatus([])).toBeNull();
});

test("somebody has ever had what was kept, and what they have now", () => {
  const statuses = ["b", "c"].map((handle) => ({ handle, startsAt: null, endsAt: null }));
  expect(statusesEverOf({ statusesEver: ["a", "b"], statuses })).toEqual(["a", "b", "c"]);
  expect(statusesEverOf({ statusesEver: [], statuses: [] })).toEqual([]);
});
