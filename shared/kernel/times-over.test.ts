import fc from "fast-check";
import { expect, test } from "vitest";
import { floorOver, timesOver } from "./times-over.ts";

test("products are divided exactly, whatever their size: towards zero, or down", () => {
  const whole = fc.integer({ min: -1e12, max: 1e12 });
  const by = fc.oneof(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: -1e12, max: -1 }));
  fc.assert(
    fc.property(whole, whole, by, (a, b, over) => {
      const near = timesOver(a, b, over);
      const rest = BigInt(a) * BigInt(b) - BigInt(near) * BigInt(over);
      const isBelow = rest !== 0n && rest < 0n !== over < 0;
      expect(floorOver(a, b, over)).toBe(isBelow ? near - 1 : near);
    }),
  );
  expect([floorOver(-7, 3, 10), timesOver(-7, 3, 10)]).toEqual([-3, -2]);
  expect(floorOver(-70_000_000_001, 3_000_000_000, 10_000_000_000)).toBe(-21_000_000_001);
});
