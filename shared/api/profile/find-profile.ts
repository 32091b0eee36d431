import { z } from "zod";
import { filled, textOrNull } from "#shared/api/fields.ts";

/** The contacts that somebody wants to use (DOMAIN §3.3). */
export const availabilityBodySchema = z
  .object({ email: textOrNull(254), mobile_phone: textOrNull(40) })
  .partial();

const availabilitySchema = z
  .object({ available: z.boolean(), profile: z.object({ id: z.string() }).nullable() })
  .nullable();

/** Whether each is free, and otherwise whose it is; null for one that wasn't asked about. */
export const availabilityViewSchema = z.object({
  email: availabilitySchema,
  mobile_phone: availabilitySchema,
});

const IDENTIFIER_LENGTH_MAX = 190;

/** The handle and the identifier of an identity (DOMAIN §3.12). */
export const searchIdBodySchema = z.object({ type: filled(64), id: filled(IDENTIFIER_LENGTH_MAX) });

/** The part of a path that is an identifier under any handle. */
export const identifierParams = z.object({ identifier: z.string().max(IDENTIFIER_LENGTH_MAX) });
