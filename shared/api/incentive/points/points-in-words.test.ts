import { expect, test } from "vitest";
import { pointsInWords } from "./points-in-words.ts";

test.for([
  [1234, 2, "12.34 points"],
  [1200, 0, "12 points"],
  [1230, 1, "12.3 points"],
  [100, 0, "1 point"],
  [-100, 0, "-1 point"],
  [0, 0, "0 points"],
  [100, 2, "1.00 points"],
  // From when the definition had more decimals.
  [1234, 0, "12.34 points"],
  [1205, 1, "12.05 points"],
  [-50, 0, "-0.50 points"],
] as const)("%i hundredths with %i decimals are %s", ([amount, decimals, text]) => {
  expect(pointsInWords(amount, decimals)).toBe(text);
});
