import { expect, it } from "vitest";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { notOwner, owner, text, uuidOf } from "./column.ts";
import { columnTable } from "./column-table.ts";

const profile = uuidOf(profileIdSchema);

it("a column that names a profile says whether its row is hidden with it (DOMAIN §3.8)", () => {
  // @ts-expect-error it doesn't say
  expect(columnTable("gifts", { id: text, giver_profile_id: profile }).owner).toBeNull();
  const from = { giver_profile_id: notOwner(profile) };
  expect(columnTable("gifts", { id: text, ...from }).owner).toBeNull();
  const to = { ...from, profile_id: owner(profile) };
  expect(columnTable("gifts", { id: text, ...to }).owner).toBe("gifts.profile_id");
});
