import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema, periodTypeSchema } from "#shared/kernel/time.ts";

/** Why a reward is given: for reports only, no mechanics (DOMAIN §6.2). */
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

/** The template of a reward: dollars off, with an expiry (DOMAIN §6.2). */
export const rewardDefinitionSchema = z.object({
  id: definitionIdSchema,
  /** Raised by every change; entries store the one they were decided by. */
  version: z.int().positive(),
  name: z.string().min(1).max(200),
  handle: z.string().min(1).max(100),
  type: rewardTypeSchema,
  valueCents: centsSchema,
  maxValueCents: centsSchema.nullable(),
  period: z.int().min(0).max(10_000).nullable(),
  periodType: periodTypeSchema,
  absoluteExpiry: instantSchema.nullable(),
  isAssignable: z.boolean(),
  isExtendable: z.boolean(),
  isReassignable: z.boolean(),
  isPublished: z.boolean(),
  extendDays: z.int().min(0).nullable(),
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
});
export type RewardDefinition = z.infer<typeof rewardDefinitionSchema>;
