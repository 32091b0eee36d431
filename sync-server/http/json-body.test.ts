import { describe, expect, test } from "vitest";
import { JSON_DEPTH_MAX, nestsTooDeep, withExactIntegers } from "./json-body.ts";

describe("the depth of a body", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  test("is checked up to the limit and not beyond", () => {
    expect(nestsTooDeep(nested(JSON_DEPTH_MAX))).toBe(false);
    expect(nestsTooDeep(nested(JSON_DEPTH_MAX + 1))).toBe(true);
    expect(nestsTooDeep(`{"a":`.repeat(40))).toBe(true);
  });

  test("doesn't count brackets inside strings, or side by side", () => {
    expect(nestsTooDeep(JSON.stringify({ note: '[[["\\'.repeat(100) }))).toBe(false);
    expect(nestsTooDeep(`[${"[],".repeat(1000)}[]]`)).toBe(false);
  });

  test("is checked in a bomb of two megabytes before anything recurses", () => {
    expect(nestsTooDeep("[".repeat(2_000_000))).toBe(true);
  });
});

describe("whole numbers of a body", () => {
  test("beyond those that JavaScript holds exactly keep their digits, as text", () => {
    const json = `{"card":6006491234567890123,"list":[-9007199254740993],"deep":{"n":9007199254740993}}`;
    expect(withExactIntegers(json)).toEqual({
      card: "6006491234567890123",
      list: ["-9007199254740993"],
      deep: { n: "9007199254740993" },
    });
  });

  test("and every other value stay as they are", () => {
    const json = `{"max":9007199254740991,"price":19.99,"noise":29.990000000000002,"large":1e20,"text":"6006491234567890123"}`;
    expect(withExactIntegers(json)).toEqual(JSON.parse(json));
  });
});
