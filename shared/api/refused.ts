import { z } from "zod";

/** The shape of every refused request: a code for programs and a sentence for people. */
export const refusedSchema = z.object({
  /** The 401 of the v3 API has only a message, as its clients expect (DOMAIN §1.2). */
  code: z.string().default("unauthenticated"),
  message: z.string(),
  /** Messages by field, where fields are invalid. */
  errors: z.record(z.string(), z.array(z.string())).optional(),
});
export type Refused = z.infer<typeof refusedSchema>;
