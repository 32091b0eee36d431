import { expect, test } from "vitest";
import { addMs } from "#shared/kernel/time.ts";
import { NOW } from "#shared/testing/build.ts";
import { freezeAt } from "./freeze.ts";

test("[Z1] a freeze is in force from its instant until it is taken back", () => {
  const first = { frozenAt: NOW, unfrozenAt: addMs(NOW, 10) };
  const second = { frozenAt: addMs(NOW, 20), unfrozenAt: null };
  const at = (ms: number) => freezeAt([second, first], addMs(NOW, ms));
  expect([-1, 0, 9, 10, 19, 20, 99].map(at)).toEqual([
    ...[null, first, first, null, null, second, second],
  ]);
});
