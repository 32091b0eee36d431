import { z } from "zod";

/**
 * Any JSON, parsed. Not `z.json()`: that refers to itself, which the API's reference cannot show. A
 * number that JSON cannot hold (1e400) is not JSON.
 */
export const anyJson = z.custom<z.core.util.JSONType>((value) => isJson(value), "must be JSON");

const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.values(value).every(isJson);
};

/** API fields that nothing decides by, kept as they were given. */
export const extraSchema = z.record(z.string(), anyJson);
export type ExtraFields = z.infer<typeof extraSchema>;
