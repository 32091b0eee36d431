import { z } from "zod";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";

const textListSchema = z.array(z.string());

/** Parses a column that holds one JSON object. */
export const parseExtra = (text: string): ExtraFields =>
  text === "{}" ? {} : extraSchema.parse(JSON.parse(text));

/** Parses a column that holds a JSON list of strings. */
export const parseTextList = (text: string): readonly string[] =>
  text === "[]" ? [] : textListSchema.parse(JSON.parse(text));
