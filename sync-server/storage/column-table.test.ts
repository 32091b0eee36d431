import { expect, it } from "vitest";
import { locationIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { notOwner, nullable, numberOf, owner, text, uuidOf } from "./column.ts";
import { columnTable } from "./column-table.ts";

const profile = uuidOf(profileIdSchema);

it("a column that names a profile says whether its row is hidden with it (DOMAIN §3.8)", () => {
  // @ts-expect-error it doesn't say
  expect(columnTable("gifts", { id: text, giver_profile_id: profile }).owner).toBeNull();
  // @ts-expect-error nor under another name
  expect(columnTable("gifts", { id: text, giver: nullable(profile) }).owner).toBeNull();
  const from = { giver_profile_id: notOwner(profile) };
  expect(columnTable("gifts", { id: text, ...from }).owner).toBeNull();
  const to = { ...from, profile_id: owner(profile) };
  expect(columnTable("gifts", { id: text, ...to }).owner).toBe("gifts.profile_id");
});

it("a column that names a location is called so, or nothing keeps it (DOMAIN §14.1)", () => {
  const location = numberOf(locationIdSchema);
  expect(columnTable("gifts", { id: text, made_location_id: location }).key).toBe("id");
  // @ts-expect-error nothing finds it by this name
  expect(columnTable("gifts", { id: text, made_at: location }).key).toBe("id");
});
