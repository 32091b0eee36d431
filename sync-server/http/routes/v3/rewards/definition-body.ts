import { z } from "zod";
import {
  decimalFromZero,
  extraOf,
  filled,
  flag,
  freeJson,
  moment,
  orNull,
  slug,
  tags,
  textOrNull,
  wholeNumber,
} from "#shared/api/fields.ts";
import { type RewardDefinition, rewardTypeSchema } from "#shared/incentive/reward.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { periodTypeSchema } from "#shared/kernel/time.ts";

const optionalFields = {
  max_value: orNull(decimalFromZero).optional(),
  period: orNull(wholeNumber.pipe(z.int().min(0).max(10_000))).optional(),
  period_type: periodTypeSchema.optional(),
  absolute_expiry: orNull(moment).optional(),
  description: textOrNull(2000).optional(),
  short_description: textOrNull(500).optional(),
  long_description: textOrNull(10_000).optional(),
  terms_conditions: textOrNull(10_000).optional(),
  earn_instructions: textOrNull(10_000).optional(),
  internal_notes: textOrNull(10_000).optional(),
  icon: textOrNull(1000).optional(),
  image_url: textOrNull(1000).optional(),
  is_assignable: flag.optional(),
  is_extendable: flag.optional(),
  is_reassignable: flag.optional(),
  is_published: flag.optional(),
  extend_days: orNull(wholeNumber.pipe(z.int().min(0).max(10_000))).optional(),
  tags: tags.optional(),
  meta: orNull(freeJson).optional(),
};

/** A new reward definition (DOMAIN §6.2): name, handle, value and type must be there. */
export const newRewardDefinitionSchema = z.object({
  name: filled(200),
  handle: slug,
  value: decimalFromZero,
  type: rewardTypeSchema,
  ...optionalFields,
});

/** What changes of one. */
export const rewardDefinitionChangeSchema = z.object({
  name: filled(200).optional(),
  handle: slug.optional(),
  value: decimalFromZero.optional(),
  type: rewardTypeSchema.optional(),
  ...optionalFields,
});

type Body = z.infer<typeof rewardDefinitionChangeSchema>;

/** The parts of a body that decide something; what is not given is left out. */
export const rewardDefinitionFieldsOf = (body: Body) =>
  definedFields({
    name: body.name,
    handle: body.handle,
    valueCents: body.value,
    type: body.type,
    maxValueCents: body.max_value,
    period: body.period,
    periodType: body.period_type,
    absoluteExpiry: body.absolute_expiry,
    description: body.description,
    shortDescription: body.short_description,
    isAssignable: body.is_assignable,
    isExtendable: body.is_extendable,
    isReassignable: body.is_reassignable,
    isPublished: body.is_published,
    extendDays: body.extend_days,
  });

/** What a new definition is where its body says nothing. */
export const REWARD_DEFINITION_DEFAULTS = {
  maxValueCents: null,
  period: null,
  periodType: "days",
  absoluteExpiry: null,
  description: null,
  shortDescription: null,
  isAssignable: true,
  isExtendable: false,
  isReassignable: false,
  isPublished: true,
  extendDays: null,
} as const satisfies Partial<RewardDefinition>;

/** The fields that are kept as they were given. */
export const rewardDefinitionExtraOf = (body: Body): ExtraFields =>
  extraOf({
    long_description: body.long_description,
    terms_conditions: body.terms_conditions,
    earn_instructions: body.earn_instructions,
    internal_notes: body.internal_notes,
    icon: body.icon,
    image_url: body.image_url,
    tags: body.tags,
    meta: body.meta,
  });
