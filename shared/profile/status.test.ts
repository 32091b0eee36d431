import { expect, test } from "vitest";
import { addMs, type Instant, instant } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import {
  bestStatus,
  isHeldAt,
  isOverAt,
  statusesAt,
  statusesEverOf,
  statusesHeldAt,
  statusPeriodOf,
  withStatuses,
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

const given = (handle: string, startsAt: number | null, endsAt: number | null) => ({
  ...{ handle, startsAt, endsAt },
});

test("somebody has ever had what was taken, and what they have now", () => {
  const statuses = [given("b", null, null), given("c", null, null)];
  const statusesPast = [given("a", null, 5), given("b", null, 5)];
  expect(statusesEverOf({ statusesPast, statuses })).toEqual(["a", "b", "c"]);
  expect(statusesEverOf({ statusesPast: [], statuses: [] })).toEqual([]);
});

test("[Q11] a status is held from when it was given until it was taken, however often", () => {
  const heldAt = (known: Parameters<typeof statusesHeldAt>[0]) =>
    [9, 10, 19, 20, 29, 30, 39].map((at) => statusesHeldAt(known, instant(at)));
  const first = { statuses: [given("gold", 10, null)], statusesPast: [] };
  const none = withStatuses(first, [], instant(20));
  expect(heldAt(none)).toEqual([[], ["gold"], ["gold"], [], [], [], []]);
  const again = withStatuses(none, [given("gold", 30, 35)], instant(30));
  expect(heldAt(again)).toEqual([[], ["gold"], ["gold"], [], [], ["gold"], []]);
  const over = withStatuses(again, [], instant(50));
  expect(heldAt(over)).toEqual(heldAt(again));
  expect(statusesEverOf(over)).toEqual(["gold"]);
});

test("the last 200 statuses that were taken are known", () => {
  const statusesPast = Array.from({ length: 200 }, (_, at) => given(`s${at}`, null, at));
  const known = withStatuses({ statuses: [given("last", 1, null)], statusesPast }, [], instant(9));
  expect(known.statusesPast).toHaveLength(200);
  expect(known.statusesPast.at(-1)).toEqual(given("last", 1, 8));
});
