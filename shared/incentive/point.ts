import { z } from "zod";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/time.ts";
import { timesOver, timesOverUp } from "#shared/kernel/times-over.ts";
import { type DefinitionRules, definitionFields, problemOfPeriod } from "./definition-rules.ts";

/**
 * The template of a point, with its single rate and its worth (DOMAIN §7.2, §7.5). Both are stored
 * for the minor unit of the currency, in parts small enough that neither is ever a fraction. So no
 * decision needs to know how many decimals the currency has.
 */
export const pointDefinitionSchema = z.object({
  ...definitionFields("point"),
  description: z.string().max(2000).nullable(),
  /** Points earned for one cent spent, in millionths: 10,000 is one point per dollar. */
  earnRateMicro: z.int().min(0).max(1_000_000_000),
  /** What one point is worth, in thousandths of a cent: 1000 is one cent. Zero: not redeemable. */
  exchangeMilliCents: z.int().min(0).max(1_000_000_000),
  /** Null: points do not expire (the default, DOMAIN §7.1). */
  expiryPeriod: z.int().positive().max(10_000).nullable(),
  expiryPeriodType: periodTypeSchema,
  isReassignable: z.boolean(),
});
export type PointDefinition = z.infer<typeof pointDefinitionSchema>;

/** Defaults of a new definition: one point per major unit spent, worth a hundredth of it. */
export const pointDefaults = ({ digits }: Pick<Currency, "digits">) =>
  ({
    description: null,
    earnRateMicro: 1_000_000 / 10 ** digits,
    exchangeMilliCents: 10 * 10 ** digits,
    expiryPeriod: null,
    expiryPeriodType: "days",
    isReassignable: false,
  }) as const satisfies Partial<PointDefinition>;

export const pointRules: DefinitionRules<PointDefinition> = {
  problemOf: ({ expiryPeriod, expiryPeriodType }) =>
    problemOfPeriod(expiryPeriod, expiryPeriodType),
  retired: { earnRateMicro: 0 },
};

/** Points earned for an amount spent, rounded towards zero (incentive/SPEC.md [P1]). */
export const pointsFor = (amountCents: Cents, definition: PointDefinition): number =>
  timesOver(amountCents, definition.earnRateMicro, 1_000_000);

/** What points are worth, rounded down to a cent ([P2], DOMAIN §7.5). */
export const pointsToCents = (points: number, definition: PointDefinition): Cents =>
  cents(timesOver(points, definition.exchangeMilliCents, 1000));

/** The fewest points that are worth at least the amount ([P3]). */
export const pointsToCover = (amountCents: Cents, definition: PointDefinition): number =>
  definition.exchangeMilliCents === 0
    ? 0
    : timesOverUp(amountCents, 1000, definition.exchangeMilliCents);
