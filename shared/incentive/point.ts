import { z } from "zod";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/time.ts";
import { timesOver, timesOverUp } from "#shared/kernel/times-over.ts";
import { type DefinitionRules, definitionFields, problemOfPeriod } from "./definition-rules.ts";

/**
 * Amounts of points are whole hundredths of a point, whatever their definition: so they add up, and a
 * definition can change its decimals.
 */
export const POINT_DIGITS = 2;
const HUNDREDTHS = 10 ** POINT_DIGITS;

/**
 * What points are for (DOMAIN §7.1): to be spent, or to be counted towards tiers and never spent
 * (SPEC.md [T10]).
 */
export const pointUseSchema = z.enum(["reward", "tier"]);
type PointUse = z.infer<typeof pointUseSchema>;

/** The rules that differ between uses. */
export const POINT_USES: Readonly<Record<PointUse, { readonly areHeldInLots: boolean }>> = {
  reward: { areHeldInLots: true },
  tier: { areHeldInLots: false },
};

/**
 * The template of a point, with its single rate and its worth (DOMAIN §7.2, §7.5). Both are stored
 * for the minor unit of the currency, in parts small enough that neither is ever a fraction. So no
 * decision needs to know how many decimals the currency has.
 */
export const pointDefinitionSchema = z.object({
  ...definitionFields("point"),
  use: pointUseSchema,
  description: z.string().max(2000).nullable(),
  /** How many decimals its points have; amounts of points are in hundredths all the same. */
  decimals: z.int().min(0).max(POINT_DIGITS),
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

/** Defaults of a new definition: one point per major unit spent, with cents, worth a hundredth of it. */
export const pointDefaults = ({ digits }: Pick<Currency, "digits">) =>
  ({
    use: "reward",
    description: null,
    decimals: POINT_DIGITS,
    earnRateMicro: 1_000_000 / 10 ** digits,
    exchangeMilliCents: 10 * 10 ** digits,
    expiryPeriod: null,
    expiryPeriodType: "days",
    isReassignable: false,
  }) as const satisfies Partial<PointDefinition>;

export const pointRules: DefinitionRules<PointDefinition> = {
  fixed: ["use"],
  problemOf: ({ expiryPeriod, expiryPeriodType }) =>
    problemOfPeriod(expiryPeriod, expiryPeriodType),
  retired: { earnRateMicro: 0 },
};

/** The smallest amount of points under a definition, in hundredths: 100 if they have no decimals. */
export const pointStep = ({ decimals }: Pick<PointDefinition, "decimals">): number =>
  10 ** (POINT_DIGITS - decimals);

/**
 * Points earned for an amount spent, in hundredths, rounded towards zero to the definition's decimals
 * (incentive/SPEC.md [P1]).
 */
export const pointsFor = (amountCents: Cents, definition: PointDefinition): number => {
  const step = pointStep(definition);
  const steps = timesOver(amountCents, definition.earnRateMicro, (1_000_000 / HUNDREDTHS) * step);
  return steps * step;
};

/** What points, in hundredths, are worth, rounded down to a cent ([P2], DOMAIN §7.5). */
export const pointsToCents = (points: number, definition: PointDefinition): Cents =>
  cents(timesOver(points, definition.exchangeMilliCents, 1000 * HUNDREDTHS));

/**
 * The fewest points, in hundredths and with no more decimals than the definition has, that are worth
 * at least the amount ([P3]).
 */
export const pointsToCover = (amountCents: Cents, definition: PointDefinition): number => {
  const { exchangeMilliCents } = definition;
  if (exchangeMilliCents === 0) return 0;
  const step = pointStep(definition);
  return timesOverUp(amountCents, 1000 * HUNDREDTHS, exchangeMilliCents * step) * step;
};
