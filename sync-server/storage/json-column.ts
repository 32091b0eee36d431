import { z } from "zod";

/**
 * Any JSON. Not `z.json()`: that refers to itself, which the API's reference cannot show, and here it
 * is parsed already. A number beyond what JSON can say (1e400) is none.
 */
export const anyJson = z.custom<z.core.util.JSONType>((value) => isJson(value), "must be JSON");

const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.values(value).every(isJson);
};

/** v3 fields that nothing decides by, as they were given. */
export const extraSchema = z.record(z.string(), anyJson);
export type ExtraFields = z.infer<typeof extraSchema>;

const textListSchema = z.array(z.string());

/** Reads a column that holds one JSON object. */
export const parseExtra = (text: string): ExtraFields =>
  text === "{}" ? {} : extraSchema.parse(JSON.parse(text));

/** Reads a column that holds a JSON list of texts. */
export const parseTextList = (text: string): readonly string[] =>
  text === "[]" ? [] : textListSchema.parse(JSON.parse(text));

/** A text under a key; null where there is none. */
export const textIn = (fields: ExtraFields, key: string): string | null => {
  const value = fields[key];
  return typeof value === "string" ? value : null;
};
