import { expect, test } from "vitest";
import { FOR_EVERYONE, isFor, isRestricted, NOBODY } from "./audience.ts";

test("[W7] a definition is for its region, and for profiles with one of its statuses", () => {
  const vip = { region: "vic", statuses: ["vip", "staff"] };
  const answers = (audience: object) =>
    [vip, NOBODY].map((profile) => isFor({ ...FOR_EVERYONE, ...audience }, profile));
  expect(answers({})).toEqual([true, true]);
  expect(answers({ region: "vic" })).toEqual([true, false]);
  expect(answers({ region: "nsw" })).toEqual([false, false]);
  expect(answers({ statuses: ["press", "staff"] })).toEqual([true, false]);
  expect(answers({ statuses: ["Vip"] })).toEqual([false, false]);
  expect(answers({ region: "nsw", statuses: ["vip"] })).toEqual([false, false]);
  expect(isRestricted(FOR_EVERYONE)).toBe(false);
  expect(isRestricted({ ...FOR_EVERYONE, region: "vic" })).toBe(true);
  expect(isRestricted({ ...FOR_EVERYONE, statuses: ["vip"] })).toBe(true);
});
