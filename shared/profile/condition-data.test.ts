import { expect, test } from "vitest";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { instant } from "#shared/kernel/time.ts";
import { profile } from "#shared/testing/build.ts";
import {
  asksForTiers,
  attributeConditionData,
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
  const identities = [{ handle: "pos", identifier: "77", isPrimary: true, isActive: false }];
  expect(profileConditionData({ ...profile(), identities }, [])).toMatchObject({
    identities: [{ handle: "pos", identifier: "77", is_primary: true, is_active: false }],
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

test("[Q11] a condition reads attributes as they are stored, and custom ones by their names", () => {
  const custom = (namespace: string, handle: string, value: ExtraFields[string]) =>
    ({ kind: "custom", body: { namespace, handle, value } }) as const;
  expect(
    attributeConditionData([
      { kind: "comms", body: { email_promo: true } },
      { kind: "date", body: { handle: "wedding" } },
      custom("shop", "size", 9),
      custom("shop", "colours", ["red", null]),
      custom("crm", "notes", { free: "JSON" }),
      custom("crm", "list", [{ free: "JSON" }]),
    ]),
  ).toEqual({
    attributes: {
      comms: { email_promo: true },
      appearance: {},
      custom: { shop: { size: 9, colours: ["red", null] } },
    },
  });
  const nothing = { attributes: { comms: {}, appearance: {}, custom: {} } };
  expect(attributeConditionData([])).toEqual(nothing);
});
