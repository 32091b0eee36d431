import { z } from "zod";
import { ANY_COST, costFields, problemOfCost } from "#shared/incentive/cost.ts";
import { type DefinitionRules, definitionFields } from "#shared/incentive/definition-rules.ts";
import { delayFields, NO_DELAY, problemOfDelay } from "#shared/incentive/delay.ts";
import { conditionSchema } from "#shared/kernel/condition.ts";
import { locationIdSchema } from "#shared/kernel/ids.ts";
import { dayOrInstantSchema, firstInstantOf, lastInstantOf, UTC } from "#shared/kernel/time.ts";
import { regionSchema } from "#shared/organisation/region.ts";

const RATE_PRIORITY_MAX = 1_000_000;

/**
 * How many points an amount earns, with conditions on who, what, where and when (DOMAIN §7.3). What
 * is null doesn't matter.
 */
export const rateSchema = z.object({
  ...definitionFields("rate"),
  /**
   * The handle of the point definition that it is a rate of. A rate's own handle is never shown.
   */
  pointHandle: z.string().min(1).max(100),
  /** Points for one cent spent, in millionths, like the `earnRateMicro` of a point definition. */
  rateMicro: z.int().min(0).max(1_000_000_000),
  /** Of two rates that fit equally well, the one with the higher priority applies. */
  priority: z.int().min(-RATE_PRIORITY_MAX).max(RATE_PRIORITY_MAX),
  locationId: locationIdSchema.nullable(),
  /** Of the location, like the country. */
  region: regionSchema.nullable(),
  country: z.string().length(2).nullable(),
  /** Applies only to sales with the same code. */
  code: z.string().max(100).nullable(),
  profileConditions: conditionSchema.nullable(),
  productConditions: conditionSchema.nullable(),
  startTime: dayOrInstantSchema.nullable(),
  /** Still inside the window. */
  endTime: dayOrInstantSchema.nullable(),
  /** How long its points are pending, instead of what their definition says. */
  ...delayFields,
  ...costFields,
  /** Applies where no other rate does, and to returns whose sale isn't known. */
  isDefault: z.boolean(),
  isPublished: z.boolean(),
  isArchived: z.boolean(),
});
export type Rate = z.infer<typeof rateSchema>;

/** Defaults of a new rate: it applies to every sale, with no end date. */
export const RATE_DEFAULTS = {
  /** The server gives it one. */
  handle: "",
  priority: 0,
  locationId: null,
  region: null,
  country: null,
  code: null,
  profileConditions: null,
  productConditions: null,
  startTime: null,
  endTime: null,
  ...NO_DELAY,
  ...ANY_COST,
  isDefault: false,
  isPublished: true,
  isArchived: false,
} as const satisfies Partial<Rate>;

export const rateRules: DefinitionRules<Rate> = {
  fixed: [],
  problemOf: ({ startTime, endTime, ...body }) =>
    startTime !== null &&
    endTime !== null &&
    lastInstantOf(endTime, UTC) < firstInstantOf(startTime, UTC)
      ? { reason: "ends_before_start" }
      : (problemOfDelay(body) ?? problemOfCost(body, true)),
  retired: { isPublished: false, isArchived: true },
};
