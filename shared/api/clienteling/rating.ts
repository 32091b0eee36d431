import { z } from "zod";
import { both, optionalLines, optionalText, shown, shownMoment } from "#shared/api/api-field.ts";
import {
  freeJson,
  moment,
  orNull,
  productNumber,
  tags,
  variantNumber,
} from "#shared/api/fields.ts";
import { encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";
import { encounterBody, encounterOf, encounterView, encounterViewFields } from "./encounter.ts";

const SCALE_MAX = 100;
const numberOrNull = z.int().nullable();

const score = both(wholeNumber.pipe(z.int().min(0).max(SCALE_MAX)), z.int());
const optional = {
  /** The best possible score. */
  score_max: both(wholeNumber.pipe(z.int().min(1).max(SCALE_MAX)), z.int()),
  name: optionalText(200),
  comment: optionalLines(2000),
  source: optionalText(100),
  product_id: both(orNull(productNumber), numberOrNull),
  product_variant_id: both(orNull(variantNumber), numberOrNull),
  tags: both(tags, z.array(z.string())),
  meta: both(orNull(freeJson), anyJson),
};
const sent = { score, ...optional };
const fields = {
  id: shown(z.int()),
  ...sent,
  rated_at: shownMoment,
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What may change of a rating (DOMAIN §15.4). */
export const ratingChangeSchema = z
  .object({ ...pluck(sent, "body"), ...encounterBody, rated_at: moment })
  .partial();

/** A new rating. Without a time it is now. */
export const newRatingSchema = ratingChangeSchema.extend({
  score: score.body,
  profile_id: encounterBody.profile_id,
  rated_at: orNull(moment).optional(),
});

type Body = z.output<typeof ratingChangeSchema> | z.output<typeof newRatingSchema>;

/** A rating in a body, in our words. */
export const ratingOf = <B extends Body>(body: B) => ({
  ...insideNames(sent, body),
  ...encounterOf(body),
  at: body.rated_at ?? undefined,
});

export const ratingViewSchema = z.object({ ...pluck(fields, "view"), ...encounterViewFields });

const encode = encoderOf(fields);

/** A rating as the API shows it. */
export const ratingView = (
  rating: Inside<typeof fields> & Parameters<typeof encounterView>[0],
  found: Parameters<typeof encounterView>[1],
): z.output<typeof ratingViewSchema> => ({
  ...encode(rating),
  ...encounterView(rating, found),
});
