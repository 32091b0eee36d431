import { z } from "zod";

/**
 * The kinds of term: a name that head office declares once, and that records refer to by its handle
 * (DOMAIN §2.7).
 */
export const termKindSchema = z.enum([
  "brand",
  "department",
  "region",
  "system",
  "tag",
  "status",
  "role-definition",
]);
export type TermKind = z.infer<typeof termKindSchema>;
