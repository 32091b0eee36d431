import { z } from "zod";
import type { Codec } from "#shared/kernel/codec.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { parseExtra } from "./json-column.ts";

/** What a column holds, as far as a filter cares: how the text after `=` is read depends on it. */
export type ColumnKind = "text" | "code" | "uuid" | "whole" | "cents" | "flag" | "moment";

/** One column: what is in the row, and what that is in a record. */
export type Column<Row, Value> = Codec<Row, Value> & { readonly kind: ColumnKind };

const same = <T>(value: T): T => value;

export const text: Column<string, string> = { kind: "text", decode: same, encode: same };

/** Letters that are kept in upper case: a country, a currency. */
export const code: Column<string, string> = { ...text, kind: "code" };

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

/** A JSON object; whoever reads it knows its schema. */
export const jsonObject: Column<string, object> = {
  kind: "text",
  decode: (value) => z.looseObject({}).parse(JSON.parse(value)),
  encode: JSON.stringify,
};

/** API fields that nothing decides by, as one JSON object. */
export const extra: Column<string, ExtraFields> = {
  kind: "text",
  decode: parseExtra,
  encode: JSON.stringify,
};

/** A text that a schema brands or narrows: a time zone, a closed word. */
export const textOf = <S extends z.ZodType<string>>(schema: S): Column<string, z.output<S>> => ({
  kind: "text",
  decode: (value) => schema.parse(value),
  encode: same,
});

/** An id that is a UUID. */
export const uuidOf = <S extends z.ZodType<string>>(schema: S): Column<string, z.output<S>> => ({
  ...textOf(schema),
  kind: "uuid",
});

/** An id that is a number. */
export const numberOf = <S extends z.ZodType<number>>(schema: S): Column<number, z.output<S>> => ({
  kind: "whole",
  decode: (value) => schema.parse(value),
  encode: same,
});

/** The same column where it may hold nothing. */
export const nullable = <Row, Value>(
  column: Column<Row, Value>,
): Column<Row | null, Value | null> => ({
  kind: column.kind,
  decode: (row) => (row === null ? null : column.decode(row)),
  encode: (value) => (value === null ? null : column.encode(value)),
});

/** A column that the database fills when a row is written without it. */
export const generated = <C extends object>(column: C): C & { readonly isGenerated: true } => ({
  ...column,
  isGenerated: true,
});

/** A column by which lists are filtered and sorted. */
export const listed = <C extends object>(column: C): C & { readonly isListed: true } => ({
  ...column,
  isListed: true,
});

/** The same where upper and lower case are one. */
export const listedCaseless = <C extends object>(
  column: C,
): C & { readonly isListed: true; readonly isCaseless: true } => ({
  ...column,
  isListed: true,
  isCaseless: true,
});
