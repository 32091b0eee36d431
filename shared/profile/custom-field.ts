import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { type CustomType, customTypeSchema } from "./custom-type.ts";

/** A typed value that a tenant has attached to an object, under a namespace and a handle. */
export const customFieldSchema = z.object({
  namespace: z.string(),
  handle: z.string(),
  name: z.string(),
  type: customTypeSchema,
  value: anyJson,
});
export type CustomField = z.infer<typeof customFieldSchema>;

/** The type of a value that came without one. */
export const typeOfValue = (value: z.core.util.JSONType): CustomType => {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  if (Array.isArray(value)) return "array";
  return typeof value === "object" && value !== null ? "json" : "string";
};
