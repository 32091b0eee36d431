import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { filled } from "#shared/api/fields.ts";
import { encoderOf } from "#shared/kernel/codec.ts";
import { flag } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { IDENTIFIER_LENGTH_MAX } from "#shared/profile/identifier.ts";
import { identifierSchema } from "#shared/profile/profile.ts";

const sent = {
  identifier: both(filled(IDENTIFIER_LENGTH_MAX).pipe(identifierSchema), z.string()),
  is_primary: both(flag, z.boolean()),
  is_active: both(flag, z.boolean()),
};
const fields = {
  id: shown(z.int()),
  merged_from: shown(z.string().nullable()),
  profile_id: shown(z.string()),
  handle: shown(z.string()),
  ...sent,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** The fields of an identity that can change (DOMAIN §3.4). */
export const identityChangeSchema = z.object(pluck(sent, "body")).partial();

/** A new identity of a profile. */
export const newIdentitySchema = identityChangeSchema.extend({
  handle: filled(64),
  identifier: sent.identifier.body,
});

/** An identity as the API shows it. */
export const identityViewSchema = z.object(pluck(fields, "view"));
export type IdentityView = z.infer<typeof identityViewSchema>;

/** An identity as the API shows it. */
export const identityView = encoderOf(fields);
