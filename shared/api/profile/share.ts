import { z } from "zod";
import { both, shown, shownMoment, toggle } from "#shared/api/api-field.ts";
import {
  day,
  filled,
  freeJson,
  moment,
  orNull,
  profileUuid,
  slug,
  timezone,
} from "#shared/api/fields.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { shareSourceSchema } from "#shared/profile/share.ts";

const QUANTITY_MAX = 1_000_000;
const PERIOD_MAX = 10_000;
const times = orNull(wholeNumber.pipe(z.int().min(0).max(QUANTITY_MAX)));
const numberOrNull = z.int().nullable();

const changed = {
  /** How often it can be used; null: as often as anybody likes. */
  quantity: both(times, numberOrNull),
  remaining_quantity: both(times, numberOrNull),
  timezone: both(timezone, z.string()),
  period: both(orNull(wholeNumber.pipe(z.int().min(1).max(PERIOD_MAX))), numberOrNull),
  period_type: both(periodTypeSchema, z.string()),
  absolute_expiry: both(orNull(day), z.string().nullable()),
  is_cloneable: toggle,
  meta: both(orNull(freeJson), anyJson),
};
const code = both(slug, z.string());
const source = {
  source_type: both(shareSourceSchema, shareSourceSchema),
  source_id: both(filled(64), z.string()),
};
const fields = {
  id: shown(z.int()),
  profile_id: shown(z.string()),
  ...source,
  code,
  ...changed,
  created_at: shownMoment,
  updated_at: shownMoment,
};
const expiresAt = {
  body: orNull(moment),
  view: z.string().nullable(),
  encode: (at: Instant | null): string | null => (at === null ? null : formatV3(at)),
};

/** What may change of a share (DOMAIN §15.5). */
export const shareChangeSchema = z
  .object({ ...pluck(changed, "body"), expires_at: expiresAt.body })
  .partial();

/** A new share. Without a code it gets one at random. */
export const newShareSchema = shareChangeSchema.extend({
  ...pluck(source, "body"),
  profile_id: profileUuid,
  code: orNull(code.body).optional(),
});

/** A share in a body, in our words. */
export const shareOf = <B extends z.output<typeof shareChangeSchema>>(body: B) => ({
  ...insideNames(changed, body),
  expiresAt: body.expires_at,
});

export const shareViewSchema = z.object({
  ...pluck(fields, "view"),
  /** The code again: other systems call it so. */
  handle: z.string(),
  expires_at: expiresAt.view,
  source: z.object({ type: shareSourceSchema, id: z.string() }),
});

const encode = encoderOf({ ...fields, expires_at: expiresAt });

/** A share as the API shows it. */
export const shareView = (
  share: Inside<typeof fields> & { readonly expiresAt: Instant | null },
): z.output<typeof shareViewSchema> => ({
  ...encode(share),
  handle: share.code,
  source: { type: share.sourceType, id: share.sourceId },
});

/** Who uses a share (DOMAIN §15.5). */
export const newShareUseSchema = z.object({ code: filled(100), profile_id: profileUuid });

const useFields = {
  id: shown(z.int()),
  share_id: shown(z.int()),
  profile_id: shown(z.string()),
  used_at: shownMoment,
};
export const shareUseViewSchema = z.object({
  ...pluck(useFields, "view"),
  share: shareViewSchema,
});
const encodeUse = encoderOf(useFields);

/** The use of a share as the API shows it. */
export const shareUseView = (
  use: Inside<typeof useFields>,
  share: z.output<typeof shareViewSchema>,
): z.output<typeof shareUseViewSchema> => ({ ...encodeUse(use), share });
