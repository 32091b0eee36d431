import { z } from "zod";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { pluck } from "#shared/kernel/object.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { momentOrNull, shown, shownMoment } from "./api-field.ts";
import { filled, moment, orNull } from "./fields.ts";
import { scopeSchema } from "./scopes.ts";

const fields = {
  id: shown(z.string()),
  name: shown(z.string()),
  scopes: shown(z.array(z.string()).readonly()),
  created_at: shownMoment,
  expires_at: momentOrNull,
};

/** A new token: what it may do, and until when. */
export const newTokenSchema = z.object({
  name: filled(100),
  scopes: z.array(scopeSchema).min(1, "must name at least one").max(300),
  expires_at: orNull(moment).optional(),
});

/** A token as the API shows it (DOMAIN §19.1): never its secret text. */
export const tokenViewSchema = z.object({
  ...pluck(fields, "view"),
  revoked: z.boolean(),
  updated_at: z.string(),
  usage: z.array(z.object({ last_used_at: z.string() })),
});

const encode = encoderOf(fields);

/** A token as the API shows it. */
export const tokenView = (
  token: Inside<typeof fields> & {
    readonly revokedAt: Instant | null;
    readonly lastUsedAt: Instant | null;
  },
) => ({
  ...encode(token),
  revoked: token.revokedAt !== null,
  updated_at: formatV3(token.revokedAt ?? token.createdAt),
  usage: token.lastUsedAt === null ? [] : [{ last_used_at: formatV3(token.lastUsedAt) }],
});

/** What a valid token may do, and in which tenant. */
export const verifiedTokenSchema = tokenViewSchema.extend({ tenant: z.string() });
export type VerifiedToken = z.infer<typeof verifiedTokenSchema>;
