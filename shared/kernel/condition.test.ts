import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Condition, conditionSchema } from "./condition.ts";
import { conditionHolds } from "./condition-holds.ts";

const ADA = {
  first_name: "Ada",
  birth_year: 1950,
  gender: null,
  flattened_tags: ["vip", "staff"],
  tier: { handle: "gold" },
};
const holds = (condition: Condition, data = ADA): boolean => {
  expect(conditionSchema.safeParse(condition).success, JSON.stringify(condition)).toBe(true);
  return conditionHolds(condition, data);
};

describe("a condition", () => {
  test.for<[Condition, boolean]>([
    [{ "===": [{ var: "first_name" }, "Ada"] }, true],
    [{ "!==": [{ var: "tier.handle" }, "gold"] }, false],
    [{ "==": [{ var: "birth_year" }, "1950"] }, true],
    [{ "<": [{ var: "birth_year" }, 1960] }, true],
    [{ "<=": [1900, { var: "birth_year" }, 1949] }, false],
    [{ in: ["vip", { var: "flattened_tags" }] }, true],
    [{ in: ["Ad", { var: "first_name" }] }, true],
    [{ in: [{ var: "tier.handle" }, ["silver", "gold"]] }, true],
    [{ and: [{ ">": [{ var: "birth_year" }, 1900] }, { "!": { var: "gender" } }] }, true],
    [{ or: [{ var: "gender" }, { var: "missing" }] }, false],
    [{ some: [{ var: "flattened_tags" }, { "==": [{ var: "" }, "staff"] }] }, true],
    [{ all: [{ var: "flattened_tags" }, { "==": [{ var: "" }, "staff"] }] }, false],
    [{ none: [{ var: "flattened_tags" }, { "==": [{ var: "" }, "guest"] }] }, true],
    [{ "!": { missing: ["first_name"] } }, true],
    [{ missing: ["gender"] }, true],
    [{ "==": [{ "+": [{ var: "birth_year" }, 50] }, 2000] }, true],
    [{ if: [{ var: "gender" }, false, true] }, true],
    [{ "==": [{ var: ["phone", "none"] }, "none"] }, true],
  ])("%j is %j", ([condition, expected]) => {
    expect(holds(condition)).toBe(expected);
  });

  test.for(["<", "<=", ">", ">="])("T8: %s with something missing or null is false", (operator) => {
    expect(holds({ [operator]: [{ var: "birth_month" }, 1960] })).toBe(false);
    expect(holds({ [operator]: [1960, { var: "gender" }] })).toBe(false);
  });

  test("always holds if there is none", () => {
    expect(conditionHolds(null, {})).toBe(true);
  });

  const nested = (depth: number): Condition =>
    depth === 0 ? { var: "x" } : { "!": [nested(depth - 1)] };

  test.for<[string, Condition]>([
    ["20 levels", nested(18)],
    ["200 parts", { or: Array.from({ length: 199 }, () => true) }],
    ["a text of 4 kB", { "==": ["x".repeat(4096), { var: "a" }] }],
    ["a path that is a number", { var: 0 }],
    ["a path and a default that isn't one", { "==": [{ var: ["a", null] }, 1] }],
    ["nothing to look for", { missing: [] }],
    [
      "two lists side by side",
      {
        and: [
          { some: [{ var: "a" }, { var: "" }] },
          { all: [{ var: "b" }, { "!": [{ var: "" }] }] },
        ],
      },
    ],
  ])("[Q6] with %s is accepted", ([, condition]) => {
    expect(conditionSchema.safeParse(condition).success).toBe(true);
  });

  test.for<[string, Condition]>([
    ["an unknown operator", { method: [{ var: "first_name" }, "toString"] }],
    ["an operator that writes", { log: "x" }],
    ["an operator that builds a list", { map: [{ var: "flattened_tags" }, { var: "" }] }],
    ["an operator that builds text", { cat: ["a", "b"] }],
    ["an operator that folds", { reduce: [{ var: "a" }, { var: "b" }, ""] }],
    ["an inherited name", { constructor: [] }],
    ["two operators", { "==": [1, 1], "!=": [1, 2] }],
    ["no operator", {}],
    ["no path", { var: [] }],
    ["three paths", { var: ["a", "b", "c"] }],
    ["a path that is nothing", { var: null }],
    ["a path among others that isn't one", { missing: ["a", true] }],
    ["a list without a condition", { some: [{ var: "a" }] }],
    ["a list and two conditions", { none: [{ var: "a" }, { var: "" }, { var: "" }] }],
    ["nothing to add", { "+": [] }],
    ["a path that is worked out", { var: { "+": [1, 2] } }],
    ["a list inside a list", { some: [{ var: "a" }, { all: [{ var: "b" }, { var: "" }] }] }],
    ["more than 20 levels", nested(19)],
    ["more than 200 parts", { or: Array.from({ length: 200 }, () => true) }],
    ["a text over 4 kB", { "==": ["x".repeat(4097), { var: "a" }] }],
  ])("with %s is refused", ([, condition]) => {
    expect(conditionSchema.safeParse(condition).success).toBe(false);
  });

  test("[Q6] reads only what the data itself has", () => {
    for (const path of ["__proto__.constructor.name", "constructor.name", "first_name.length"]) {
      expect(holds({ "!=": [{ var: path }, null] }), path).toBe(false);
    }
  });

  test("never fails, whatever it compares", () => {
    const odd = { a: { toString: 1, valueOf: 1, indexOf: 1 }, b: [{ toString: null }] };
    for (const operator of ["==", "<", "in", "+", "-", "%", "max"]) {
      for (const values of [
        ["a", "b"],
        ["b", "a"],
        ["a", "a"],
      ]) {
        const condition = { [operator]: values.map((path) => ({ var: path })) };
        expect(typeof conditionHolds(condition, odd), operator).toBe("boolean");
      }
    }
  });

  test("[Q6] made of anything is refused or decides", () => {
    const names = ["==", "<", "in", "and", "if", "var", "missing", "some", "all", "+", "-", "min"];
    const { rule } = fc.letrec<{ rule: unknown }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, 0, 1, "", "a", "flattened_tags", "tier", true),
        fc.array(tie("rule"), { maxLength: 3 }),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie("rule"), { maxLength: 3 }))
          .map(([name, values]) => ({ [name]: values })),
      ),
    }));
    fc.assert(
      fc.property(rule, (made) => {
        const condition = conditionSchema.safeParse({ and: [made] });
        if (condition.success) expect(conditionHolds(condition.data, ADA)).toBeTypeOf("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});
