import { z } from "zod";
import { anyJson, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { cleanText, flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { severalLines } from "#shared/kernel/text.ts";
import type { CustomType } from "./custom-type.ts";

/** Whether it is short enough to be kept. */
export const fitsJson = (value: unknown) => JSON.stringify(value).length <= JSON_LENGTH_MAX;
export const TOO_LARGE = "is too large: at most 20 kB";

/**
 * What a value of each type must be. Numbers and flags may be sent as strings, and are stored by
 * their type.
 */
const valueSchemas = {
  string: cleanText(severalLines)(5000),
  integer: wholeNumber,
  float: z.union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}(?:\.\d{1,15})?(?:e[+-]?\d{1,2})?$/i)
      .transform(Number),
  ]),
  boolean: flag,
  json: anyJson.refine(fitsJson, TOO_LARGE),
  array: z.array(anyJson).refine(fitsJson, TOO_LARGE),
} as const satisfies Record<CustomType, z.ZodType>;

const SAYINGS = {
  string: "must be text of at most 5000 characters",
  integer: "must be a whole number",
  float: "must be a number",
  boolean: "must be true or false",
  json: "must be JSON of at most 20 kB",
  array: "must be a list of at most 20 kB",
} as const satisfies Record<CustomType, string>;

type Value = z.core.util.JSONType;

/** The value as its type keeps it, or what it must be. Null fits every type. */
export const fitValue = (type: CustomType, value: Value): Result<Value, string> => {
  if (value === null) return ok(null);
  const fitting = valueSchemas[type].safeParse(value);
  return fitting.success ? ok(fitting.data) : err(SAYINGS[type]);
};

/**
 * A value that is sent without its type, as the type that it had before if it fits that, or else as
 * the first that it fits.
 */
export const typedValue = (
  held: CustomType | null,
  value: Value,
): { readonly type: CustomType; readonly value: Value } => {
  const types = [...(held === null ? [] : [held]), ...typesOfJson(value)];
  for (const type of types) {
    const fitting = fitValue(type, value);
    if (fitting.ok) return { type, value: fitting.value };
  }
  return { type: "json", value };
};

const typesOfJson = (value: Value): readonly CustomType[] => {
  if (typeof value === "string") return ["string"];
  if (typeof value === "boolean") return ["boolean"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "float"] : ["float"];
  return Array.isArray(value) ? ["array"] : ["json"];
};

/** What `fitValue` says of what is sent, as the end of its schema. */
export const fittingValue = <T extends { readonly type: CustomType; readonly value: Value }>(
  sent: T,
  context: z.RefinementCtx,
): T => {
  const fitting = fitValue(sent.type, sent.value);
  if (fitting.ok) return { ...sent, value: fitting.value };
  context.addIssue({ code: "custom", path: ["value"], message: fitting.error });
  return z.NEVER;
};
