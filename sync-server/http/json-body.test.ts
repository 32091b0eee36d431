import { describe, expect, test } from "vitest";
import { JSON_DEPTH_MAX, nestsTooDeep } from "./json-body.ts";

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
