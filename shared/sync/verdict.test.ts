import { describe, expect, test } from "vitest";
import { verdictOf } from "#shared/testing/commands.ts";
import {
  hasEffect,
  isAnswer,
  isNotable,
  type VerdictStatus,
  verdictReasonSchema,
  withoutCode,
} from "./verdict.ts";

describe("[S6] a verdict", () => {
  test.for<readonly [VerdictStatus, changes: boolean, isShown: boolean]>([
    ["accepted", true, false],
    ["accepted_short", true, true],
    ["charged", false, true],
    ["refused", false, true],
    ["parked", false, true],
  ])("%s: changed something %s, staff should see it %s", ([status, changes, isShown]) => {
    expect(hasEffect(verdictOf({ status }))).toBe(changes);
    expect(isNotable(verdictOf({ status }))).toBe(isShown);
  });
});

test("[Z3] staff should see a yes to a frozen account, or one with a code for the till", () => {
  expect(isNotable(verdictOf({ wasFrozen: true }))).toBe(true);
  expect(isNotable(verdictOf({ code: "COFFEE" }))).toBe(true);
  expect(isNotable(verdictOf({ wasFrozen: true, code: "COFFEE" }))).toBe(true);
  expect(isNotable(withoutCode(verdictOf({ code: "COFFEE" })))).toBe(false);
});

test("a code that has been read is kept nowhere", () => {
  expect(withoutCode(verdictOf({ code: "COFFEE" }))).toEqual(verdictOf());
});

test("[S15] only a command whose place was taken has no answer yet", () => {
  expect(isAnswer({ reason: null })).toBe(true);
  const unanswered = verdictReasonSchema.options.filter((reason) => !isAnswer({ reason }));
  expect(unanswered).toEqual(["sequence_taken"]);
});
