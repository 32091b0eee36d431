import fc from "fast-check";
import type { JsonSchema, KnownValues } from "./random-body.ts";

type Body = Readonly<Record<string, unknown>>;

/** A body with more drawn fields than this is often refused for one of them. */
const DRAWN_MAX = 3;

/** Fields of which no two things may have the same. */
const UNIQUE =
  /handle|external_id|email|phone|sku|barcode|identifier|iso_|staff_number|^(?:from|id)$/;

/**
 * Bodies that a route may well accept, with values in the form in which they are shown: one that it
 * accepted, with one field drawn anew, or some. `known` holds values that mean something to the
 * server, such as ids, by field name.
 */
export const plainBody = (
  schema: JsonSchema,
  known: KnownValues,
  { accepted = {}, field }: { readonly accepted?: Body; readonly field?: string } = {},
): fc.Arbitrary<Body> => {
  const { properties = {}, required = [] } = schema;
  const needed = [...new Set([...required, ...Object.keys(accepted)])].filter(
    (name) => name in properties,
  );
  const optional = Object.keys(properties).filter(
    (name) => !required.includes(name) && !("not" in Object(properties[name])),
  );
  const base = (name: string): fc.Arbitrary<unknown> =>
    name in accepted && !UNIQUE.test(name) && !known[name]
      ? fc.constant(accepted[name])
      : plain(name, properties[name] ?? {}, known);
  return (
    field === undefined
      ? fc.subarray(optional, { maxLength: Math.min(optional.length, DRAWN_MAX) })
      : fc.constant([field])
  ).chain((names) =>
    fc.record(
      Object.fromEntries([
        ...needed.map((name) => [name, base(name)]),
        ...names.map((name) => [name, plain(name, properties[name] ?? {}, known)]),
      ]),
    ),
  );
};

const plain = (name: string, schema: JsonSchema, known: KnownValues): fc.Arbitrary<unknown> => {
  const values = known[name];
  if (values) return fc.constantFrom(...values);
  if (/email/.test(name)) return fc.stringMatching(/^[a-z]{3,9}@example\.com$/);
  if (/_id$/.test(name) && name !== "external_id") return fc.constant(null);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => plain(name, one, known)));
  return fc.oneof(
    ...[schema.type ?? "any"].flat().map((type) => plainOf(type, name, schema, known)),
  );
};

const plainOf = (
  type: string,
  name: string,
  schema: JsonSchema,
  known: KnownValues,
): fc.Arbitrary<unknown> => {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: 1, max: 90 });
    case "number":
      return fc.integer({ min: 1, max: 9_000 }).map((cents) => cents / 100);
    case "array":
      return fc.array(plain("", schema.items ?? {}, known), { maxLength: 2 });
    case "object":
      return schema.properties ? plainBody(schema, known) : fc.record({ a: fc.nat({ max: 9 }) });
    case "string":
      return textOf(name);
    default:
      return fc.constantFrom(1, "text", true, null);
  }
};

const textOf = (name: string): fc.Arbitrary<string> => {
  if (/_at$|^(?:start|end)_time$/.test(name)) return fc.constant("2026-03-01 10:00:00");
  if (/date|expiry$|_on$/.test(name)) return fc.constant("2026-12-24");
  if (/handle|namespace|code|sku|external_id/.test(name)) return fc.stringMatching(/^[a-z]{3,9}$/);
  return fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{2,5})?$/);
};
