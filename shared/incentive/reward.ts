import { z } from "zod";
import { centsSchema } from "#shared/kernel/money.ts";
import { calendarDaySchema, periodTypeSchema } from "#shared/kernel/time.ts";
import { type DefinitionRules, definitionFields, problemOfPeriod } from "./definition-rules.ts";
import { scopeFields, UNSCOPED } from "./scope.ts";

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
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
  ...scopeFields,
});
export type RewardDefinition = z.infer<typeof rewardDefinitionSchema>;

/** Defaults of a new definition. */
export const REWARD_DEFAULTS = {
  ...UNSCOPED,
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

export const rewardRules: DefinitionRules<RewardDefinition> = {
  fixed: [],
  problemOf: ({ valueCents, maxValueCents, period, periodType, absoluteExpiry }) =>
    maxValueCents !== null && valueCents > maxValueCents
      ? { reason: "value_over_max" }
      : problemOfPeriod(period, periodType, absoluteExpiry),
  retired: { isAssignable: false, isPublished: false, isArchived: true },
};
