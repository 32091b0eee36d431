import { expect, test } from "vitest";
import { instant } from "#shared/kernel/time.ts";
import { profile } from "#shared/testing/build.ts";
import {
  asksForTiers,
  PROFILE_VARIABLES,
  profileConditionData,
  tierConditionData,
} from "./condition-data.ts";

test("[Q10] a condition reads a profile and its tiers under the names of the API", () => {
  const createdAt = instant(Date.UTC(2026, 2, 3, 2));
  const joinedAt = instant(Date.UTC(2020, 0, 1));
  const dataOf = (joined: typeof joinedAt | null) =>
    profileConditionData({ ...profile(), joinedAt: joined, createdAt }, ["at_risk"]);
  expect(dataOf(joinedAt)).toMatchObject({
    first_name: "Anna",
    birth_day: 29,
    joined_at: "2020-01-01 00:00:00",
    flattened_tags: ["vip"],
    flattened_statuses: ["at_risk"],
  });
  expect(dataOf(null)).toMatchObject({ joined_at: "2026-03-03 02:00:00" });
  const names = Object.keys({ ...dataOf(null), ...tierConditionData([]) });
  expect(names.toSorted()).toEqual(PROFILE_VARIABLES.toSorted());
});

test.for<[(string | null)[], string | null, string[]]>([
  [["gold", "bronze"], "gold", ["gold", "bronze"]],
  [[null, "bronze"], null, ["bronze"]],
  [[null], null, []],
  [[], null, []],
])("holding %j in each programme, its tier is %j, of %j", ([handles, tier, tiers]) => {
  expect(tierConditionData(handles)).toEqual({ tier_handle: tier, flattened_tiers: tiers });
});

test("a profile's tiers are read only if a condition asks for them", () => {
  expect(asksForTiers([null, { "==": [{ var: "tier_handle" }, "gold"] }])).toBe(true);
  expect(asksForTiers([{ in: ["gold", { var: "flattened_tiers" }] }])).toBe(true);
  expect(asksForTiers([null, { var: "first_name" }])).toBe(false);
  expect(asksForTiers([])).toBe(false);
});
