import { z } from "zod";
import {
  extraOf,
  filled,
  flag,
  freeJson,
  orNull,
  scaled,
  slug,
  tags,
  textOrNull,
  wholeNumber,
} from "#shared/api/fields.ts";
import type { PointDefinition } from "#shared/incentive/point.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { periodTypeSchema } from "#shared/kernel/time.ts";
import { EARN_RATE_SCALE, EXCHANGE_RATE_SCALE } from "./definition-view.ts";

const optionalFields = {
  description: textOrNull(2000).optional(),
  notes: textOrNull(10_000).optional(),
  is_reassignable: flag.optional(),
  tags: tags.optional(),
  /** Points for one major unit spent: up to 1000, in thousandths. */
  earn_rate: scaled(EARN_RATE_SCALE, 1000).optional(),
  /** What one point is worth in major units: up to 100, in thousandths of a cent. */
  exchange_rate: scaled(EXCHANGE_RATE_SCALE, 100).optional(),
  period: orNull(wholeNumber.pipe(z.int().min(1).max(10_000))).optional(),
  period_type: periodTypeSchema.optional(),
  meta: orNull(freeJson).optional(),
};

/** A new point definition (DOMAIN §7.2): name and handle must be there. */
export const newPointDefinitionSchema = z.object({
  name: filled(200),
  handle: slug,
  ...optionalFields,
});

/** What changes of one. */
export const pointDefinitionChangeSchema = z.object({
  name: filled(200).optional(),
  handle: slug.optional(),
  ...optionalFields,
});

type Body = z.infer<typeof pointDefinitionChangeSchema>;

/** The parts of a body that decide something; what is not given is left out. */
export const pointDefinitionFieldsOf = (body: Body) =>
  definedFields({
    name: body.name,
    handle: body.handle,
    description: body.description,
    earnRateMilli: body.earn_rate,
    exchangeMilliCents: body.exchange_rate,
    expiryPeriod: body.period,
    expiryPeriodType: body.period_type,
    isReassignable: body.is_reassignable,
  });

/** What a new definition is where its body says nothing: one point a unit, worth one hundredth of it. */
export const POINT_DEFINITION_DEFAULTS = {
  description: null,
  earnRateMilli: 1000,
  exchangeMilliCents: 1000,
  expiryPeriod: null,
  expiryPeriodType: "days",
  isReassignable: false,
} as const satisfies Partial<PointDefinition>;

/** The fields that are kept as they were given. */
export const pointDefinitionExtraOf = (body: Body): ExtraFields =>
  extraOf({ notes: body.notes, tags: body.tags, meta: body.meta });
