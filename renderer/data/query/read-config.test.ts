import { expect, test } from "vitest";
import { locationIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import type { Staff } from "#shared/organisation/staff.ts";
import { staffAt } from "./read-config.ts";

const [here, there] = [locationIdSchema.parse(1), locationIdSchema.parse(2)];

const member = (name: string, locationIds: Staff["locationIds"], isActive = true): Staff => ({
  id: staffIdSchema.parse("0190a000-0000-7000-8000-000000000001"),
  ...{ name, staffNumber: name, locationIds, isActive, role: "associate", pinHash: "x" },
});

const staff = [
  member("Here", [here]),
  member("There", [there]),
  member("Everywhere", []),
  member("Left", [here], false),
];

const namesAt = (locationId: typeof here | null) => staffAt(staff, locationId).map((s) => s.name);

test("staff sign in at their locations; without locations, everywhere (DOMAIN §14.7)", () => {
  expect(namesAt(here)).toEqual(["Here", "Everywhere"]);
  expect(namesAt(there)).toEqual(["There", "Everywhere"]);
});

test("a device without a location offers all active staff", () => {
  expect(namesAt(null)).toEqual(["Here", "There", "Everywhere"]);
});
