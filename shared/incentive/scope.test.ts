import { expect, test } from "vitest";
import { isFor, isScoped, NOBODY, UNSCOPED } from "./scope.ts";

test("[W7] a definition is for its region, and for profiles with one of its statuses", () => {
  const vip = { region: "vic", statuses: ["vip", "staff"] };
  const answers = (scope: object) =>
    [vip, NOBODY].map((profile) => isFor({ ...UNSCOPED, ...scope }, profile));
  expect(answers({})).toEqual([true, true]);
  expect(answers({ region: "vic" })).toEqual([true, false]);
  expect(answers({ region: "nsw" })).toEqual([false, false]);
  expect(answers({ statuses: ["press", "staff"] })).toEqual([true, false]);
  expect(answers({ statuses: ["Vip"] })).toEqual([false, false]);
  expect(answers({ region: "nsw", statuses: ["vip"] })).toEqual([false, false]);
  expect(isScoped(UNSCOPED)).toBe(false);
  expect(isScoped({ ...UNSCOPED, region: "vic" })).toBe(true);
  expect(isScoped({ ...UNSCOPED, statuses: ["vip"] })).toBe(true);
});
