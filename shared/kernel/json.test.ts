import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { assertDefined, unreachable } from "./assert.ts";
import { type ByReason, byReason } from "./by-reason.ts";
import { camel, camelKeys, snake } from "./case.ts";
import { anyJson, textIn, textsIn } from "./json.ts";
import { parseIfAsked } from "./parse.ts";

test("JSON is any value that survives a round trip", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(anyJson.safeParse(value).success).toBe(true);
    }),
  );
});

test.each([
  ["undefined", undefined],
  ["a function", () => 1],
  ["a number beyond JSON", Number.POSITIVE_INFINITY],
  ["not a number", Number.NaN],
  ["something else in a list", [1, undefined]],
  ["something else in a field", { a: { b: 1n } }],
])("%s isn't JSON", (_name, value) => {
  expect(anyJson.safeParse(value).success).toBe(false);
});

test("a text under a key is that text, and anything else is none", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (key, value) => {
      expect(textIn({ [key]: anyJson.parse(value) }, key)).toBe(
        typeof value === "string" ? value : null,
      );
      expect(textIn({}, `no ${key}`)).toBeNull();
    }),
  );
});

test.for([
  [
    ["a", "b"],
    ["a", "b"],
  ],
  [
    ["a", 1, null, ["b"], ""],
    ["a", ""],
  ],
  ["a", []],
  [{ 0: "a" }, []],
  [null, []],
] as const)("the texts under a key with %j are %j", ([value, texts]) => {
  expect(textsIn({ key: anyJson.parse(value) }, "key")).toEqual(texts);
  expect(textsIn({ key: anyJson.parse(value) }, "other")).toEqual([]);
});

test("a name in camel case is that name in snake case, and back", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const name = words.join("_");
      expect(camel(name)).not.toContain("_");
      expect(snake(camel(name))).toBe(name);
      expect(camelKeys({ [name]: words })).toEqual({ [camel(name)]: words });
    }),
  );
});

test("a value is parsed if it has a schema", () => {
  expect(parseIfAsked(z.int(), 5)).toEqual({ ok: true, value: 5 });
  expect(parseIfAsked(z.int(), "5")).toMatchObject({ ok: false });
  expect(parseIfAsked(undefined, "5")).toEqual({ ok: true, value: "5" });
});

test("a missing value is a bug, and a falsy one isn't missing", () => {
  expect(assertDefined(0, "a number")).toBe(0);
  for (const missing of [null, undefined]) {
    expect(() => assertDefined(missing, "a number")).toThrow("a number");
  }
  expect(() => Reflect.apply(unreachable, undefined, ["new"])).toThrow('"new"');
});

test("a refusal's entry is a value, or a function of the refusal", () => {
  type Refusal = { readonly reason: "plain" } | { readonly reason: "limit"; readonly max: number };
  const table: ByReason<Refusal, { readonly text: string }> = {
    plain: { text: "no" },
    limit: ({ max }) => ({ text: `at most ${max}` }),
  };
  expect(byReason(table, { reason: "plain" })).toEqual({ text: "no" });
  expect(byReason(table, { reason: "limit", max: 5 })).toEqual({ text: "at most 5" });
});
