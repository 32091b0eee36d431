import fc from "fast-check";
import { expect, test } from "vitest";
import {
  definedFields,
  entriesOf,
  mapTable,
  marked,
  namesOf,
  pick,
  pluck,
  recordOf,
  without,
} from "./object.ts";

const anyObject = fc.dictionary(fc.string({ minLength: 1 }), fc.option(fc.integer()), {
  noNullPrototype: true,
});

test("fields that are undefined are dropped, and null stays", () => {
  expect(definedFields({ a: 1, b: undefined, c: null })).toStrictEqual({ a: 1, c: null });
});

test("a table keeps its keys, in order, when its values change", () => {
  fc.assert(
    fc.property(anyObject, (table) => {
      expect(namesOf(table)).toEqual(Object.keys(table));
      expect(entriesOf(table)).toEqual(Object.entries(table));
      const named = mapTable(table, (value, name) => [name, value]);
      expect(Object.entries(named)).toEqual(Object.entries(table).map(([k, v]) => [k, [k, v]]));
    }),
  );
});

test("recordOf puts one value under each name", () => {
  expect(recordOf(["a", "b"], 5)).toEqual({ a: 5, b: 5 });
});

test("one property of each entry", () => {
  expect(pluck({ a: { n: 1, m: 2 }, b: { n: 3, m: 4 } }, "n")).toEqual({ a: 1, b: 3 });
});

test("only the entries that carry a mark", () => {
  const table = { a: { isListed: true }, b: {}, c: { isShort: true } } as const;
  expect(marked(table, "isListed")).toEqual({ a: { isListed: true } });
});

test("only the fields that a table names, ignoring inherited names", () => {
  const fields = { a: 1, b: 2, toString: 3 };
  expect(pick(fields, { a: null, c: null })).toStrictEqual({ a: 1 });
  expect(without(fields, { a: null, c: null })).toStrictEqual({ b: 2, toString: 3 });
});
