import { expect, test } from "vitest";
import { bestStatus, statusesEverOf } from "./status.ts";

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
