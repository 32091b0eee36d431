import { expect, test } from "vitest";
import { camel, camelKeys } from "./case.ts";
import { decoderOf, encoderOf, insideNames, named, partialEncoderOf } from "./codec.ts";

const asText = {
  encode: (inside: number) => String(inside),
  decode: (outside: string) => Number(outside),
};
const fields = { external_code: asText, value: named("valueCents", asText) };

test("snake case is written in camel case, digits too", () => {
  expect(camel("external_code_2")).toBe("externalCode2");
  expect(camel("plain")).toBe("plain");
  expect(camelKeys({ external_code: 1, id: 2 })).toEqual({ externalCode: 1, id: 2 });
});

test("an object survives a round trip, each field under its external name", () => {
  const inside = { externalCode: 5, valueCents: 7 };
  const outside = encoderOf(fields)({ ...inside, ...{ unknown: 1 } });
  expect(outside).toStrictEqual({ external_code: "5", value: "7" });
  expect(decoderOf(fields)({ ...outside, ...{ unknown: "1" } })).toStrictEqual(inside);
});

test("a partial encoder leaves out what is undefined, and nothing else", () => {
  const encode = partialEncoderOf(fields);
  expect(encode({ externalCode: 0, valueCents: undefined })).toStrictEqual({ external_code: "0" });
  expect(encode({})).toStrictEqual({});
});

test("a body's fields get their names in code, and missing fields aren't added", () => {
  expect(insideNames(fields, { value: 3, unknown: 1 })).toStrictEqual({ valueCents: 3 });
});
