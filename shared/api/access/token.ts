import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled, moment, orNull } from "#shared/api/fields.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
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

const timestamps = { created_at: z.string(), updated_at: z.string() };

const clientSchema = z.object({
  id: z.int(),
  user_id: z.int().nullable(),
  name: z.string(),
  provider: z.string().nullable(),
  redirect: z.string(),
  personal_access_client: z.boolean(),
  password_client: z.boolean(),
  revoked: z.boolean(),
  ...timestamps,
});

const userSchema = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  throttle: z.int().nullable(),
  roles: z.array(z.never()),
  permissions: z.array(z.never()),
  ...timestamps,
});

/** A token as the API shows it (DOMAIN §19.1): never its secret text. */
export const tokenViewSchema = z.object({
  ...pluck(fields, "view"),
  user_id: z.int(),
  client_id: z.int(),
  client: clientSchema,
  user: userSchema,
  revoked: z.boolean(),
  updated_at: z.string(),
  usage: z.array(z.object({ last_used_at: z.string() })),
});

/**
 * The user and the client of every token, in the fields where clients of the API read them: there
 * are no users and no other clients yet (DOMAIN §19.4).
 */
const USER = { id: 1, name: "API", email: "", throttle: null, roles: [], permissions: [] };
const CLIENT = {
  id: 1,
  user_id: null,
  name: "Regulars",
  provider: null,
  redirect: "",
  personal_access_client: true,
  password_client: false,
  revoked: false,
};

const encode = encoderOf(fields);

/** A token as the API shows it. */
export const tokenView = (
  token: Inside<typeof fields> & {
    readonly revokedAt: Instant | null;
    readonly lastUsedAt: Instant | null;
  },
): z.output<typeof tokenViewSchema> => {
  const since = { created_at: formatV3(token.createdAt), updated_at: formatV3(token.createdAt) };
  return {
    ...encode(token),
    user_id: USER.id,
    client_id: CLIENT.id,
    client: { ...CLIENT, ...since },
    user: { ...USER, ...since },
    revoked: token.revokedAt !== null,
    updated_at: formatV3(token.revokedAt ?? token.createdAt),
    usage: token.lastUsedAt === null ? [] : [{ last_used_at: formatV3(token.lastUsedAt) }],
  };
};

/** A new token, with its secret text: the only time that it is shown. */
export const createdTokenSchema = z.object({ accessToken: z.string(), token: tokenViewSchema });

/** What a valid token may do, and in which tenant. */
const verifiedTokenSchema = tokenViewSchema.extend({ tenant: z.string() });
export type VerifiedToken = z.infer<typeof verifiedTokenSchema>;

/** The answer of `/auth/verify`. Clients of the API test its `status`. */
export const verifiedSchema = z.object({ status: z.literal(200), data: verifiedTokenSchema });
