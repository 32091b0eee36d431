import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { moment, orNull } from "#shared/api/fields.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { pluck } from "#shared/kernel/object.ts";

const fields = {
  id: shown(z.int()),
  code: shown(z.string()),
  expires_at: momentOrNull,
  created_at: shownMoment,
};

/** A new share of a list (DOMAIN §13.3). Without an end it lasts until it is deleted. */
export const newListShareSchema = z.object({ expires_at: orNull(moment).optional() });

export const listShareViewSchema = z.object(pluck(fields, "view"));

/** A share of a list as its owner sees it. */
export const listShareView: (share: Inside<typeof fields>) => z.output<typeof listShareViewSchema> =
  encoderOf(fields);
