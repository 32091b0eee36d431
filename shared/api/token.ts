import { z } from "zod";

/** A token as the API shows it (DOMAIN §19.1): never its secret text. */
export const tokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  revoked: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
  expires_at: z.string().nullable(),
  usage: z.array(z.object({ last_used_at: z.string() })),
});

/** What a valid token may do, and in which tenant. */
export const verifiedTokenSchema = tokenViewSchema.extend({ tenant: z.string() });
export type VerifiedToken = z.infer<typeof verifiedTokenSchema>;
