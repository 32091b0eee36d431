import { z } from "zod";

/** What a custom attribute or custom field can hold (DOMAIN §2.4). */
export const customTypeSchema = z.enum(["string", "integer", "float", "boolean", "json", "array"]);
export type CustomType = z.infer<typeof customTypeSchema>;
