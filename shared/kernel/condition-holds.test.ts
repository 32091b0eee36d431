import { expect, test } from "vitest";
import { type Condition, type ConditionData, conditionSchema } from "./condition.ts";
import { conditionHolds } from "./condition-holds.ts";

const DATA: ConditionData = {
  n: 5,
  zero: 0,
  text: "gold",
  empty: "",
  nothing: null,
  list: ["gold", 5],
  tier: { handle: "gold", at: null },
  odd: { toString: 1, valueOf: 1 },
};
const holds = (condition: unknown): boolean =>
  conditionHolds(conditionSchema.parse(condition) satisfies Condition, DATA);
const n = { var: "n" };

test.for<[string, boolean, boolean, boolean]>([
  ["<", false, false, true],
  ["<=", false, true, true],
  [">", true, false, false],
  [">=", true, true, false],
])("[Q6] 5 %s 4: %s; 5: %s; 6: %s", ([operator, four, five, six]) => {
  const than = (other: number) => holds({ [operator]: [n, other] });
  expect([than(4), than(5), than(6)]).toEqual([four, five, six]);
});

test.for<[string, readonly unknown[], boolean]>([
  ["<", [1, n, 9], true],
  ["<", [1, n, 5], false],
  ["<", [6, n, 9], false],
  [">=", [9, n, 5], true],
  [">=", [9, n, 6], false],
  // One value isn't in any order.
  ["<", [n], false],
  [">=", [n], false],
])("%s compares %j in order: %s", ([operator, values, expected]) => {
  expect(holds({ [operator]: values })).toBe(expected);
});

test.for(["<", "<=", ">", ">="])(
  "[Q6] nothing is %s than something missing or null",
  (operator) => {
    for (const path of ["nothing", "missing", "tier.at", "text.length", "nothing.more"]) {
      // 0 and -1, since JavaScript would take null for 0.
      for (const values of [
        [{ var: path }, 0],
        [-1, { var: path }],
        [0, { var: path }],
        [{ var: path }, -1],
      ]) {
        expect(holds({ [operator]: values }), `${path} ${JSON.stringify(values)}`).toBe(false);
      }
    }
  },
);

test("[Q6] a comparison that can't be made doesn't hold", () => {
  for (const operator of ["<", "<=", ">", ">=", "=="]) {
    expect(holds({ [operator]: [{ var: "odd" }, "a"] }), operator).toBe(false);
  }
  expect(holds({ or: [{ "<": [{ var: "odd" }, "a"] }, true] })).toBe(false);
});

test.for<[unknown, unknown, boolean]>([
  ["gold", { var: "list" }, true],
  ["gol", { var: "list" }, false],
  [5, { var: "list" }, true],
  ["5", { var: "list" }, false],
  ["ol", { var: "text" }, true],
  ["x", { var: "text" }, false],
  [5, "15", false],
  [null, "null", false],
  [{ var: "missing" }, "undefined null", false],
  ["gold", { var: "tier" }, false],
  ["gold", { var: "nothing" }, false],
  [5, n, false],
])("%j is in %j: %s", ([part, whole, expected]) => {
  expect(holds({ in: [part, whole] })).toBe(expected);
  // Not only because it can't be evaluated.
  expect(holds({ "!": [{ in: [part, whole] }] })).toBe(!expected);
});

test.for<[string, boolean]>([
  ["n", false],
  ["zero", false],
  ["text", false],
  ["tier.handle", false],
  ["empty", true],
  ["nothing", true],
  ["other", true],
  ["tier.at", true],
  ["tier.other", true],
  ["text.length", true],
  ["nothing.more", true],
  ["n.toFixed", true],
])("%s is missing: %s", ([path, expected]) => {
  expect(holds({ missing: [path] })).toBe(expected);
  expect(holds({ "!": [{ missing: [path] }] })).toBe(!expected);
});

test.for<[string, unknown, boolean]>([
  ["other", "none", true],
  ["text.length", "none", true],
  ["nothing.more", "none", true],
  // Null is a value.
  ["nothing", "none", false],
  ["n", "none", false],
])("%s has a default, %j: %s", ([path, otherwise, isDefault]) => {
  expect(holds({ "===": [{ var: [path, otherwise] }, otherwise] })).toBe(isDefault);
});
