import { describe, expect, test } from "vitest";
import { z } from "zod";
import { JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import type { CustomType } from "./custom-type.ts";
import { fittingValue, fitValue } from "./custom-value.ts";

const PADDING = JSON.stringify([""]).length;
const longest = "x".repeat(JSON_LENGTH_MAX - PADDING);

describe("a custom value", () => {
  test.for<readonly [CustomType, z.core.util.JSONType, z.core.util.JSONType]>([
    ["string", " a ", "a"],
    ["string", 12, "12"],
    ["integer", "12", 12],
    ["float", "-1.5e3", -1500],
    ["float", 0.1, 0.1],
    ["boolean", "0", false],
    ["json", { a: [1] }, { a: [1] }],
    ["array", [1, "a"], [1, "a"]],
    ["array", [longest], [longest]],
    ["integer", null, null],
    ["array", null, null],
  ])("as %s may be %j", ([type, sent, kept]) => {
    expect(fitValue(type, sent)).toEqual({ ok: true, value: kept });
  });

  test.for<readonly [CustomType, z.core.util.JSONType, string]>([
    ["string", true, "must be text of at most 5000 characters"],
    ["string", "x".repeat(5001), "must be text of at most 5000 characters"],
    ["integer", 1.5, "must be a whole number"],
    ["float", "1,5", "must be a number"],
    ["float", "x1", "must be a number"],
    ["boolean", "yes", "must be true or false"],
    ["json", [`${longest}x`], "must be JSON of at most 20 kB"],
    ["array", [`${longest}x`], "must be a list of at most 20 kB"],
    ["array", { a: 1 }, "must be a list of at most 20 kB"],
  ])("as %s can't be %j", ([type, sent, problem]) => {
    expect(fitValue(type, sent)).toEqual({ ok: false, error: problem });
  });

  test("is refused under its own field", () => {
    const schema = z.object({ type: z.enum(["integer"]), value: z.json() }).transform(fittingValue);
    expect(schema.parse({ type: "integer", value: "7" })).toEqual({ type: "integer", value: 7 });
    expect(schema.safeParse({ type: "integer", value: "x" }).error?.issues).toMatchObject([
      { path: ["value"], message: "must be a whole number" },
    ]);
  });
});
