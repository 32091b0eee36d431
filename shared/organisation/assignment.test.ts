import { expect, it } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { isAssignedAt } from "./assignment.ts";

it("DOMAIN §14.2 no. 2: an assignment holds from its first instant until its last, if active", () => {
  const [first, last] = [instant(1_000), instant(2_000)];
  const given = { isActive: true, startsAt: first, endsAt: last };
  const holds = [999, 1_000, 2_000, 2_001].map((ms) => isAssignedAt(given, instant(ms)));
  expect(holds).toEqual([false, true, true, false]);
  expect(isAssignedAt({ isActive: true, startsAt: null, endsAt: null }, first)).toBe(true);
  expect(isAssignedAt({ ...given, isActive: false }, first)).toBe(false);
});
