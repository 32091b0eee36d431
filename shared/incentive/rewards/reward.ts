import { z } from "zod";
import { audienceFields, FOR_EVERYONE } from "#shared/incentive/audience.ts";
import { ANY_COST, costFields, problemOfCost } from "#shared/incentive/cost.ts";
import {
  type DefinitionRules,
  definitionFields,
  problemOfPeriod,
} from "#shared/incentive/definition-rules.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";

/** Why a reward is given. For reports only: no decision depends on it (DOMAIN §6.2). */
export const rewardTypeSchema = z.enum([
  "activation",
  "anniversary",
  "birthday",
  "bonus",
  "campaign",
  "customer-service",
  "reactivation",
  "spend",
  "staff",
  "system-adjustment",
  "tier",
  "achievement",
  "status",
  "points",
  "referral",
  "other",
]);

/** The template of a reward: money off, with an expiry (DOMAIN §6.2). */
export const rewardDefinitionSchema = z.object({
  ...definitionFields("reward"),
  type: rewardTypeSchema,
  valueCents: centsSchema,
  maxValueCents: centsSchema.nullable(),
  period: z.int().min(0).max(10_000).nullable(),
  periodType: periodTypeSchema,
  /** The last day, in the zone of each reward. */
  absoluteExpiry: calendarDaySchema.nullable(),
  isAssignable: z.boolean(),
  isExtendable: z.boolean(),
  isReassignable: z.boolean(),
  isPublished: z.boolean(),
  extendDays: z.int().min(0).nullable(),
  /** How many whole points it can be exchanged for, under which definition; null: it can't be. */
  pointPrice: z.int().min(1).max(100_000_000).nullable(),
  pricedIn: z.string().max(100).nullable(),
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
  ...costFields,
  ...audienceFields,
});
export type RewardDefinition = z.infer<typeof rewardDefinitionSchema>;

/** Defaults of a new definition. */
export const REWARD_DEFAULTS = {
  ...FOR_EVERYONE,
  ...ANY_COST,
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
  pointPrice: null,
  pricedIn: null,
} as const satisfies Partial<RewardDefinition>;

export const rewardRules: DefinitionRules<RewardDefinition> = {
  fixed: [],
  problemOf: (body) => {
    const { valueCents, maxValueCents, pointPrice, pricedIn } = body;
    if (maxValueCents !== null && valueCents > maxValueCents) return { reason: "value_over_max" };
    if ((pointPrice === null) !== (pricedIn === null)) return { reason: "price_incomplete" };
    return (
      problemOfPeriod(body.period, body.periodType, body.absoluteExpiry) ??
      problemOfCost(body, true)
    );
  },
  retired: { isAssignable: false, isPublished: false, isArchived: true },
};
