import { z } from "zod";

/** v3 fields that nothing decides by, as they were given. */
export const extraSchema = z.record(z.string(), z.json());
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
