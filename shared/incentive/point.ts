import { z } from "zod";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/time.ts";
import { type DefinitionRules, definitionFields, problemOfPeriod } from "./definition-rules.ts";

/**
 * The template of a point, with its single rate and its worth (DOMAIN §7.2, §7.5). Both are stored
 * in thousandths, so that neither is ever a fraction.
 */
export const pointDefinitionSchema = z.object({
  ...definitionFields("point"),
  description: z.string().max(2000).nullable(),
  /** Points earned for one major unit spent, in thousandths: 1000 is one point per dollar. */
  earnRateMilli: z.int().min(0).max(1_000_000),
  /** What one point is worth, in thousandths of a cent: 1000 is one cent. Zero: not redeemable. */
  exchangeMilliCents: z.int().min(0).max(10_000_000),
  /** Null: points do not expire (the default, DOMAIN §7.1). */
  expiryPeriod: z.int().positive().max(10_000).nullable(),
  expiryPeriodType: periodTypeSchema,
  isReassignable: z.boolean(),
});
export type PointDefinition = z.infer<typeof pointDefinitionSchema>;

/** Defaults of a new definition: one point per major unit spent, worth a hundredth of it. */
export const POINT_DEFAULTS = {
  description: null,
  earnRateMilli: 1000,
  exchangeMilliCents: 1000,
  expiryPeriod: null,
  expiryPeriodType: "days",
  isReassignable: false,
} as const satisfies Partial<PointDefinition>;

export const pointRules: DefinitionRules<PointDefinition> = {
  problemOf: ({ expiryPeriod, expiryPeriodType }) =>
    problemOfPeriod(expiryPeriod, expiryPeriodType),
  retired: { earnRateMilli: 0 },
};

/** Points earned for an amount spent, rounded towards zero (incentive/SPEC.md [P1]). */
export const pointsFor = (amountCents: Cents, definition: PointDefinition): number => {
  const points = Math.trunc((amountCents * definition.earnRateMilli) / 100_000);
  return points === 0 ? 0 : points;
};

/** What points are worth, rounded down to a cent ([P2], DOMAIN §7.5). */
export const pointsToCents = (points: number, definition: PointDefinition): Cents =>
  cents(Math.floor((points * definition.exchangeMilliCents) / 1000));

/** The fewest points that are worth at least the amount ([P3]). */
export const pointsToCover = (amountCents: Cents, definition: PointDefinition): number =>
  definition.exchangeMilliCents === 0
    ? 0
    : Math.ceil((amountCents * 1000) / definition.exchangeMilliCents);
