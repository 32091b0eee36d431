import { z } from "zod";
import type { Codec } from "#shared/kernel/codec.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { customFieldSchema } from "#shared/profile/custom-field.ts";
import { parseExtra, parseTextList } from "./json-column.ts";

/**
 * What a column holds, as far as a filter is concerned: it decides how the filter's value is
 * parsed.
 */
export type ColumnKind =
  | "text"
  | "code"
  | "folded"
  | "uuid"
  | "whole"
  | "cents"
  | "points"
  | "receipt"
  | "flag"
  | "moment"
  | "json"
  | "custom_fields";

/** One column: how its value looks in a row and in a record. */
export type Column<Row, Value> = Codec<Row, Value> & { readonly kind: ColumnKind };

const same = <T>(value: T): T => value;

export const text: Column<string, string> = { kind: "text", decode: same, encode: same };

/** An upper-case code: a country, a currency. */
export const code: Column<string, string> = { ...text, kind: "code" };

/** A code as it is compared ([N7]): only its letters and digits, in capitals. */
export const folded: Column<string, string> = { ...text, kind: "folded" };

export const whole: Column<number, number> = { kind: "whole", decode: same, encode: same };

/** 0 or 1. */
export const flag: Column<number, boolean> = {
  kind: "flag",
  decode: (value) => value === 1,
  encode: Number,
};

/** Milliseconds since 1970. */
export const moment: Column<number, Instant> = { kind: "moment", decode: instant, encode: same };

export const amount: Column<number, Cents> = { kind: "cents", decode: cents, encode: same };

/** An amount as it is on a receipt, whatever its currency ([J1]). */
export const receiptTotal: Column<number, number> = { ...whole, kind: "receipt" };

/** A JSON object; readers parse it with their own schema. */
export const jsonObject: Column<string, object> = {
  kind: "text",
  decode: (value) => z.looseObject({}).parse(JSON.parse(value)),
  encode: JSON.stringify,
};

/** API fields that nothing depends on, as one JSON object. */
export const extra: Column<string, ExtraFields> = {
  kind: "text",
  decode: parseExtra,
  encode: JSON.stringify,
};

/** JSON that a schema checks. */
export const jsonOf = <S extends z.ZodType>(schema: S): Column<string, z.output<S>> => ({
  kind: "text",
  decode: (value) => schema.parse(JSON.parse(value)),
  encode: JSON.stringify,
});

/** A JSON list of texts. */
export const textList: Column<string, readonly string[]> = {
  kind: "text",
  decode: parseTextList,
  encode: JSON.stringify,
};

/** A text that a schema brands or narrows: a time zone, a closed word. */
export const textOf = <S extends z.ZodType<string>>(schema: S): Column<string, z.output<S>> => ({
  kind: "text",
  decode: (value) => schema.parse(value),
  encode: same,
});

/** A UUID id. */
export const uuidOf = <S extends z.ZodType<string>>(schema: S): Column<string, z.output<S>> => ({
  ...textOf(schema),
  kind: "uuid",
});

/** A numeric id. */
export const numberOf = <S extends z.ZodType<number>>(schema: S): Column<number, z.output<S>> => ({
  kind: "whole",
  decode: (value) => schema.parse(value),
  encode: same,
});

/** The same column, allowing null. */
export const nullable = <Row, Value>(
  column: Column<Row, Value>,
): Column<Row | null, Value | null> => ({
  kind: column.kind,
  decode: (row) => (row === null ? null : column.decode(row)),
  encode: (value) => (value === null ? null : column.encode(value)),
});

/** A column that the database fills in if a new row leaves it out. */
export const generated = <C extends object>(column: C): C & { readonly isGenerated: true } => ({
  ...column,
  isGenerated: true,
});

/** When a record was inserted: `insertRecord` fills it in. */
export const created = generated({ ...moment, stampedOn: "insert" as const });

/** When a record was last written: whatever inserts or updates it fills it in. */
export const updated = generated({ ...moment, stampedOn: "write" as const });

/** The column with the profile that a row belongs to: the row is hidden with it (DOMAIN §3.8). */
export const owner = <C extends object>(column: C): C & { readonly isOwner: true } => ({
  ...column,
  isOwner: true,
});

/** A column with a profile that hides no row by being hidden, unless its store says so. */
export const notOwner = <C extends object>(column: C): C & { readonly isOwner: false } => ({
  ...column,
  isOwner: false,
});

/** A column that lists can filter and sort by. */
export const listed = <C extends object>(column: C): C & { readonly isListed: true } => ({
  ...column,
  isListed: true,
});

/** A column of JSON that lists can filter by what is in it. */
export const listedJson = <C extends object>(column: C) =>
  listed({ ...column, kind: "json" } as const);

/** A column of custom fields that lists can filter by. */
export const listedCustomFields = listed({
  ...jsonOf(z.array(customFieldSchema)),
  kind: "custom_fields",
} as const);

/** The same, ignoring case. */
export const listedCaseless = <C extends object>(
  column: C,
): C & { readonly isListed: true; readonly isCaseless: true } => ({
  ...column,
  isListed: true,
  isCaseless: true,
});
