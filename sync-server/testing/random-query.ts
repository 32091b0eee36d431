import fc from "fast-check";

/** What a query may name. */
export type RandomQueryParts = { readonly fields: readonly string[]; readonly isList: boolean };

const values = fc.oneof(
  fc.constantFrom("", "1", "-1", "0", "true", "null", "a", "a,,b", '"a,b"', "2026-03-01", "%"),
  fc.constantFrom("2026-03-01 10:00:00", "2026-02-30", "99999999999", "1.005", "SAMPLE", "é"),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const OPERATORS = [
  "",
  "",
  "[eq]",
  "[ne]",
  "[gt]",
  "[gte]",
  "[lt]",
  "[lte]",
  "[in]",
  "[nullable]",
  "[x]",
];

const ODD_FIELDS = [
  ...["constructor", "a.b", "tags.handle", "profile.email", "custom_field", "json_contains"],
  ...[
    "custom_field][a][b",
    "custom_field][\u0000][b",
    "json_contains][meta.a",
    "json_contains][tags",
  ],
  ...["json_contains][meta.\u0000", 'json_contains][meta."'],
];

/** A query with its question mark; most are empty or name what there is. */
export const randomQuery = ({ fields, isList }: RandomQueryParts): fc.Arbitrary<string> => {
  const field = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("id", ...fields) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_FIELDS) },
  );
  const part = fc.oneof(
    fc
      .tuple(field, fc.constantFrom(...OPERATORS), values)
      .map(([name, operator, value]) => [`filter[${name}]${operator}`, value]),
    fc.tuple(fc.constantFrom("", "-"), field).map(([sign, name]) => ["sort", `${sign}${name}`]),
    field.map((name) => ["include", name]),
    fc
      .tuple(fc.constantFrom("page[size]", "page[number]", "limit", "offset"), values)
      .map(([name, value]) => [name, value]),
    values.map((value) => ["filter[search]", value]),
  );
  const asked = fc
    .array(part, { minLength: 1, maxLength: 3 })
    .map((parts) => `?${parts.map((each) => each.map(queryText).join("=")).join("&")}`);
  const nothing = fc.constant("");
  return fc.oneof(
    { weight: isList ? 1 : 8, arbitrary: nothing },
    { weight: isList ? 3 : 1, arbitrary: asked },
  );
};

/** Percent-encoded; half of a surrogate pair can't be. */
const queryText = (text: string | undefined): string =>
  encodeURIComponent((text ?? "").toWellFormed());
