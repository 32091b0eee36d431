import { expect, it } from "vitest";
import { isCountryCode } from "./country.ts";

it("knows the codes of ISO 3166-1, Kosovo, and no others", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const known = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountryCode);
  expect(known).toHaveLength(250);
  expect(["AU", "GB", "JP", "AQ", "AX", "XK"].every(isCountryCode)).toBe(true);
  expect(["UK", "EU", "ZZ", "au", "AUS", "", "A "].some(isCountryCode)).toBe(false);
});
