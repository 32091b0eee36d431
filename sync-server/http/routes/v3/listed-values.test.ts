import { expect, test } from "vitest";
import { parseListedValues } from "./listed-values.ts";

test.for<[string, readonly string[] | null]>([
  ["a", ["a"]],
  ["a,b", ["a", "b"]],
  [" a , b ", ["a", "b"]],
  ['"Perth, WA",Sydney', ["Perth, WA", "Sydney"]],
  ['"say ""hi""", b', ['say "hi"', "b"]],
  ['"",a', ["", "a"]],
  ["null", ["null"]],
  ["", null],
  ["a,,b", null],
  ["a,", null],
  [",", null],
  ['a"b', null],
  ['"a', null],
  ['"a"b', null],
])("DOMAIN §1.2: filter[field][in]=%s has the values %j", ([sent, values]) => {
  const parsed = parseListedValues(sent, false);
  expect(parsed.ok ? parsed.value : null).toEqual(values);
});

test("DOMAIN §1.2: values that are sent one by one are taken as they are", () => {
  expect(parseListedValues(["Perth, WA", " a ", ""], true)).toEqual({
    ok: true,
    value: ["Perth, WA", " a ", ""],
  });
  expect(parseListedValues("a,b", true)).toEqual({ ok: true, value: ["a,b"] });
  expect(parseListedValues(["a", "b"], false).ok).toBe(false);
});
