import { z } from "zod";

/**
 * Any JSON, parsed. Not `z.json()`: its schema is recursive, which the API reference can't show. A
 * number that JSON can't represent (1e400) isn't JSON.
 */
export const anyJson = z.custom<z.core.util.JSONType>((value) => isJson(value), "must be JSON");

const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.values(value).every(isJson);
};

/** How long free JSON that is stored can be, in characters. */
export const JSON_LENGTH_MAX = 20_000;

/** API fields that nothing depends on, stored as sent. */
export const extraSchema = z.record(z.string(), anyJson);
export type ExtraFields = z.infer<typeof extraSchema>;

/** A text under a key; null where there is none. */
export const textIn = (fields: ExtraFields, key: string): string | null => {
  const value = fields[key];
  return typeof value === "string" ? value : null;
};

/** The texts of the list under a key; none where there is no list. */
export const textsIn = (fields: ExtraFields, key: string): string[] => {
  const value = fields[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
};

/** Text that says JSON, parsed. What it says is for the schema that it is piped to. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" });
    return z.NEVER;
  }
});
