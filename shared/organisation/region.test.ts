import { expect, it } from "vitest";
import { isForRegion, regionSchema } from "./region.ts";

it("what names a region is for that one, and what names none is for all (DOMAIN §14.3, [W7])", () => {
  expect(isForRegion({ region: "au" }, "au")).toBe(true);
  expect(isForRegion({ region: "au" }, "nz")).toBe(false);
  expect(isForRegion({ region: "au" }, null)).toBe(false);
  expect(isForRegion({ region: null }, "nz")).toBe(true);
  expect(isForRegion({ region: null }, null)).toBe(true);
});

it("the name of a region is as long as a location can carry", () => {
  expect(regionSchema.safeParse("r".repeat(64)).success).toBe(true);
  expect(regionSchema.safeParse("r".repeat(65)).success).toBe(false);
  expect(regionSchema.safeParse("").success).toBe(false);
});
