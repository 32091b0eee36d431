import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type Json, sha256Hex } from "./canonical.ts";

const json = fc.jsonValue() as fc.Arbitrary<Json>;

test("an object has the same text whatever the order of its fields", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), (fields) => {
      const reversed = Object.fromEntries(Object.entries(fields).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(fields));
    }),
  );
});

test("the text parses to the same value as JSON, and different values have different texts", () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)));
      const isSame = canonicalJson(one) === canonicalJson(other);
      expect(isSame).toBe(
        isEqualJson(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))),
      );
    }),
  );
});

test("fields that are undefined are left out", () => {
  expect(canonicalJson({ b: undefined, a: [null, { d: 1, c: undefined }] })).toBe(
    '{"a":[null,{"d":1}]}',
  );
});

test("SHA-256 is SHA-256", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(sha256Hex(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});

const isEqualJson = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
};
