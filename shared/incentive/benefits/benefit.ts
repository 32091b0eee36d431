import { z } from "zod";
import { audienceFields, FOR_EVERYONE } from "#shared/incentive/audience.ts";
import { ANY_COST, costFields, problemOfCost } from "#shared/incentive/cost.ts";
import {
  type DefinitionRules,
  definitionFields,
  problemOfPeriod,
} from "#shared/incentive/definition-rules.ts";
import { conditionSchema } from "#shared/kernel/condition.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import {
  calendarDaySchema,
  dayOrInstantSchema,
  firstInstantOf,
  lastInstantOf,
  UTC,
} from "#shared/kernel/time.ts";

/** What kind of thing is given. For reports only: no decision depends on it (DOMAIN §8.2). */
export const benefitTypeSchema = z.enum([
  "discount",
  "value",
  "competition",
  "event",
  "gift",
  "voucher",
  "bonus",
  "other",
]);

/** How often a benefit without a limit can be used: once a day for 27 years ([N1]). */
export const UNLIMITED_USES = 10_000;
/** The most uses that a limit can allow, of one benefit and of all together. */
export const USES_MAX = UNLIMITED_USES - 1;
export const GLOBAL_USES_MAX = 1_000_000_000;

/**
 * The template of a benefit: something that isn't money, to be used a number of times (DOMAIN §8).
 */
export const benefitDefinitionSchema = z.object({
  ...definitionFields("benefit"),
  type: benefitTypeSchema,
  /** What one is worth to the customer, if anybody has said. It can't be spent as money. */
  valueCents: centsSchema.nullable(),
  period: z.int().min(0).max(10_000).nullable(),
  periodType: periodTypeSchema,
  /** The last day, in the zone of each benefit. */
  absoluteExpiry: calendarDaySchema.nullable(),
  /** When every benefit of this definition ends, whatever its own expiry. */
  endAt: dayOrInstantSchema.nullable(),
  /** How often one can be used; null: as often as you like ([N1]). */
  maxRedemptions: z.int().min(1).max(USES_MAX).nullable(),
  /** How often all of them together can be used; null: no limit ([N6]). */
  maxGlobalRedemptions: z.int().min(1).max(GLOBAL_USES_MAX).nullable(),
  /** Whether one can only be issued with a code from the pool ([N7]). */
  forceAllocation: z.boolean(),
  /** Whether customers may ask for one, between these times ([N2]). */
  isClaimable: z.boolean(),
  claimPeriodStartAt: dayOrInstantSchema.nullable(),
  /** Still inside the window. */
  claimPeriodEndAt: dayOrInstantSchema.nullable(),
  /** Whether someone whose last one is used up or has expired may claim another ([N4]). */
  isReclaimable: z.boolean(),
  /** On the profile, for claiming one. */
  claimCondition: conditionSchema.nullable(),
  /** On the local time, for claiming one. */
  claimTimeframe: conditionSchema.nullable(),
  /** On the profile: those for whom it doesn't hold neither see nor claim it. */
  viewCondition: conditionSchema.nullable(),
  isAssignable: z.boolean(),
  isExtendable: z.boolean(),
  isReassignable: z.boolean(),
  /** Whether customers may use one by themselves, without staff. */
  allowUserRedeem: z.boolean(),
  isPublished: z.boolean(),
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
  ...costFields,
  ...audienceFields,
});
export type BenefitDefinition = z.infer<typeof benefitDefinitionSchema>;

/** Defaults of a new definition: given by staff, and used once. */
export const BENEFIT_DEFAULTS = {
  ...FOR_EVERYONE,
  type: "other",
  valueCents: null,
  periodType: "days",
  absoluteExpiry: null,
  endAt: null,
  maxRedemptions: 1,
  maxGlobalRedemptions: null,
  forceAllocation: false,
  isClaimable: false,
  claimPeriodStartAt: null,
  claimPeriodEndAt: null,
  isReclaimable: false,
  claimCondition: null,
  claimTimeframe: null,
  viewCondition: null,
  isAssignable: true,
  isExtendable: false,
  isReassignable: false,
  allowUserRedeem: false,
  isPublished: true,
  description: null,
  shortDescription: null,
  ...ANY_COST,
} as const satisfies Partial<BenefitDefinition>;

export const benefitRules: DefinitionRules<BenefitDefinition> = {
  fixed: [],
  problemOf: ({ claimPeriodStartAt, claimPeriodEndAt, ...body }) =>
    claimPeriodStartAt !== null &&
    claimPeriodEndAt !== null &&
    lastInstantOf(claimPeriodEndAt, UTC) < firstInstantOf(claimPeriodStartAt, UTC)
      ? { reason: "claim_ends_before_start" }
      : (problemOfPeriod(body.period, body.periodType, body.absoluteExpiry) ??
        problemOfCost(body, (body.valueCents ?? 0) > 0)),
  retired: { isAssignable: false, isClaimable: false, isPublished: false, isArchived: true },
};
