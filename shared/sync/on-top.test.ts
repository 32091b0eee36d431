import { expect, test } from "vitest";
import { type CommandState, isSettling, isUnanswered } from "./on-top.ts";

test.for<readonly [CommandState, unanswered: boolean, settling: boolean]>([
  ["pending", true, false],
  ["settling", false, true],
  ["notable", false, false],
  ["done", false, false],
])("[S6] %s: unanswered %s, settling %s", ([state, unanswered, settling]) => {
  expect(isUnanswered({ state })).toBe(unanswered);
  expect(isSettling(state)).toBe(settling);
});
