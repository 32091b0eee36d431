import { expect, test } from "vitest";
import { cents } from "#shared/kernel/money.ts";
import { worthMoved } from "./worth-moved.ts";

test.for([
  [3, 1],
  [1, 0],
  [0, 0],
  [-1, 0],
  [-3, -1],
] as const)("[L11] taking is worth as much as adding: %i, at half a cent", ([amount, worth]) => {
  expect(worthMoved(amount, (each) => cents(Math.floor(each / 2)))).toBe(worth);
});
