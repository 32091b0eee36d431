import { z } from "zod";
import { audienceFields, FOR_EVERYONE } from "#shared/incentive/audience.ts";
import {
  type DefinitionRules,
  definitionFields,
  problemOfPeriod,
} from "#shared/incentive/definition-rules.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";

/** What credit is given for. For reports only: no decision depends on it (DOMAIN §9.2). */
export const creditTypeSchema = z.enum([
  "gift_card",
  "store_credit",
  "refund",
  "allowance",
  "voucher",
  "other",
]);

/** The PINs that cards may have. */
export const securityCodeTypeSchema = z.enum(["pin4", "pin6"]);

/** Lengths of time without an end of their own. */
export const releasePeriodTypeSchema = periodTypeSchema.extract([
  "days",
  "weeks",
  "months",
  "years",
]);

/**
 * The template of credit: money that a customer has paid in or got back, as store credit or on a
 * gift card (DOMAIN §9.2).
 */
export const creditDefinitionSchema = z.object({
  ...definitionFields("credit"),
  creditType: creditTypeSchema,
  valueCents: centsSchema,
  maxValueCents: centsSchema.nullable(),
  period: z.int().min(0).max(10_000).nullable(),
  periodType: periodTypeSchema,
  /** The last day, in the zone of each issue. */
  absoluteExpiry: calendarDaySchema.nullable(),
  /** Whether its cards can only be used with their PIN. */
  requiresSecurityCode: z.boolean(),
  securityCodeType: securityCodeTypeSchema,
  /** Whether staff may give it to a customer, also what is on a card. */
  isAssignable: z.boolean(),
  /** After how long its cards go back to their buyers if nobody uses them; null: never ([C13]). */
  releasePeriod: z.int().min(1).max(10_000).nullable(),
  releasePeriodType: releasePeriodTypeSchema,
  /** Whether who holds it may give it to somebody else, now or for later ([C14]). */
  isReleasable: z.boolean(),
  /** Whether it must be said who gives it, or who buys its cards. */
  requiresCreator: z.boolean(),
  isExtendable: z.boolean(),
  extendDays: z.int().min(0).nullable(),
  isPublished: z.boolean(),
  description: z.string().max(2000).nullable(),
  shortDescription: z.string().max(500).nullable(),
  ...audienceFields,
});
export type CreditDefinition = z.infer<typeof creditDefinitionSchema>;

/** Defaults of a new definition. */
export const CREDIT_DEFAULTS = {
  ...FOR_EVERYONE,
  maxValueCents: null,
  period: null,
  periodType: "days",
  absoluteExpiry: null,
  requiresSecurityCode: true,
  securityCodeType: "pin4",
  isAssignable: true,
  releasePeriod: null,
  releasePeriodType: "days",
  isReleasable: false,
  requiresCreator: false,
  isExtendable: false,
  extendDays: null,
  isPublished: true,
  description: null,
  shortDescription: null,
} as const satisfies Partial<CreditDefinition>;

export const creditRules: DefinitionRules<CreditDefinition> = {
  // Cards that are printed without a PIN can't get one.
  fixed: ["requiresSecurityCode", "securityCodeType"],
  problemOf: ({ valueCents, maxValueCents, period, periodType, absoluteExpiry }) =>
    maxValueCents !== null && valueCents > maxValueCents
      ? { reason: "value_over_max" }
      : problemOfPeriod(period, periodType, absoluteExpiry),
  retired: { isAssignable: false, isPublished: false, isArchived: true },
};
