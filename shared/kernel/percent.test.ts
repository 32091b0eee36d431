import { expect, it } from "vitest";
import { percentFrom, percentOf } from "./percent.ts";

it("a share is rounded down, either way", () => {
  expect([percentOf(0, 3), percentOf(2, 3), percentOf(3, 3), percentOf(4, 3)]).toEqual([
    0, 66, 100, 133,
  ]);
  expect([percentFrom(5, 50), percentFrom(1999, 15), percentFrom(0, 99)]).toEqual([2, 299, 0]);
});
