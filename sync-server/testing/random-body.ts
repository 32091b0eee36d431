import fc from "fast-check";

/** A JSON schema, to the extent that the API reference uses it. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
};

export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** A body as JSON text. It may contain objects and numbers that none of our own objects could. */
export type RandomBody = fc.Arbitrary<string>;

/**
 * Bodies for a route: most follow its schema, some with a few broken values, so that they get far;
 * the rest are any JSON. `known` holds values that mean something to the server, such as ids, by
 * field name.
 */
export const randomBody = (schema: JsonSchema, known: KnownValues): RandomBody =>
  fc
    .oneof(
      { weight: 3, arbitrary: sound(schema, { known, soundTo1: 60 }) },
      { weight: 2, arbitrary: sound(schema, { known, soundTo1: 6 }) },
      { weight: 1, arbitrary: oddObject },
      { weight: 1, arbitrary: junk },
    )
    .map(textOf);

/**
 * JSON allows more number formats than JavaScript writes: here they are strings, to be unquoted
 * later.
 */
const RAW_NUMBERS = ["1e400", "-1e400", "1e-400", "-0", "0.1e1", "12345678901234567890123"];

const textOf = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"#raw:([^"]+)"/g, (_all, number: string) => number);

const oddNumber = fc.oneof(
  fc.constantFrom(...RAW_NUMBERS.map((number) => `#raw:${number}`)),
  fc.constantFrom(-1, 0, 1, 1.005, 0.1, 2 ** 31, 2 ** 53, -(2 ** 53), 2 ** 63, 1e21),
  fc.constant(Number.MAX_VALUE),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    ..."|\u202eabc|😀|' or 1=1; --|%|_|../../etc|{{7*7}}|<b>|null|true|NaN".split("|"),
    ..."2026-02-30|2026-02-28 25:00:00|0000-00-00|+275760-09-13|9999-12-31 23:59:59|1|-1|007|1e3|0x10".split(
      "|",
    ),
    "x".repeat(5000),
    "é".repeat(300),
    " ",
  ),
);

/** Text that no database stores unchanged. */
const tornText = fc.constantFrom("\u0000", "a\u0000", "\ud83d", "\ude00b", "😀".slice(1));

const plainText = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.stringMatching(/^[a-z]{1,8}@example\.com$/),
  fc.constantFrom("2026-03-01 10:00:00", "2026-03-01", "Australia/Melbourne", "AU", "AUD", "12.50"),
  fc.stringMatching(/^\d{4}$/),
);

/** Most fields accept any text of reasonable length, so odd text is valid as well. */
const soundText = fc.oneof(
  { weight: 12, arbitrary: plainText },
  { weight: 3, arbitrary: oddText },
  { weight: 2, arbitrary: tornText },
);

const oddKey = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "",
  "0",
  "a.b",
  "a/b",
  "$ref",
  "\u0000",
  "\ud83d",
);

const scalar = fc.oneof(fc.constant(null), fc.boolean(), oddNumber, oddText, tornText);

const { tree: junk } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: "junk" },
    scalar,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(oddKey, fc.string({ maxLength: 8 })), tie("tree"), { maxKeys: 4 }),
  ),
}));

const oddObject = fc.dictionary(fc.oneof(oddKey, fc.stringMatching(/^[a-z_]{1,12}$/)), junk, {
  maxKeys: 5,
});

type Mix = {
  readonly known: KnownValues;
  /** How many values follow their schema for each one that doesn't. */
  readonly soundTo1: number;
};

const fitting = (schema: JsonSchema, mix: Mix): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: mix.soundTo1, arbitrary: sound(schema, mix) }, { weight: 1, arbitrary: junk });

const field = (name: string, schema: JsonSchema = {}, mix: Mix): fc.Arbitrary<unknown> => {
  const known = mix.known[name];
  const any = fitting(schema, mix);
  return known
    ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: any })
    : any;
};

/** A value that its schema may well accept. */
const sound = (schema: JsonSchema, mix: Mix): fc.Arbitrary<unknown> => {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => sound(one, mix)));
  const types = [schema.type ?? "any"].flat();
  return fc.oneof(...types.map((type) => soundOf(type, schema, mix)));
};

/** A body with more fields than this is nearly always refused for one of them. */
const OPTIONAL_FIELDS_MAX = 5;

const soundOf = (type: string, schema: JsonSchema, mix: Mix): fc.Arbitrary<unknown> => {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer({ min: 0, max: 100 });
    case "string":
      return soundText;
    case "array":
      return fc.array(fitting(schema.items ?? {}, mix), { maxLength: 3 });
    case "object": {
      const { properties = {}, required = [] } = schema;
      const names = Object.keys(properties);
      if (names.length === 0) return oddObject;
      const optional = names.filter((name) => !required.includes(name));
      return fc
        .subarray(optional, { maxLength: Math.min(optional.length, OPTIONAL_FIELDS_MAX) })
        .chain((chosen) =>
          fc.record(
            Object.fromEntries(
              [...required, ...chosen].map((name) => [name, field(name, properties[name], mix)]),
            ),
          ),
        );
    }
    default:
      return junk;
  }
};
