import { z } from "zod";
import { audienceFields, FOR_EVERYONE } from "#shared/incentive/audience.ts";
import { ANY_COST, costFields, problemOfCost } from "#shared/incentive/cost.ts";
import {
  type DefinitionRules,
  definitionFields,
  problemOfPeriod,
} from "#shared/incentive/definition-rules.ts";
import { delayFields, NO_DELAY, problemOfDelay } from "#shared/incentive/delay.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { timesOver, timesOverUp } from "#shared/kernel/times-over.ts";

/**
 * Amounts of points are whole hundredths of a point, whatever their definition: so they add up, and
 * a definition can change its decimals.
 */
export const POINT_DIGITS = 2;
export const HUNDREDTHS = 10 ** POINT_DIGITS;

/** What a line of a sale is for. Only goods earn unless the definition says otherwise ([P8]). */
export const lineTypeSchema = z.enum(["goods", "gift_card", "shipping", "fee"]);
export type LineType = z.infer<typeof lineTypeSchema>;

/** Of rates that are equally specific, those with such conditions come first ([Q2]). */
export const ratePrioritySchema = z.enum(["product", "profile"]);
export type RatePriority = z.infer<typeof ratePrioritySchema>;

/**
 * What points are earned on, and how long they are pending (DOMAIN §7.3, §7.4, SPEC.md [P8], [P9]).
 */
const earningFields = {
  /** The lines that earn, by type. */
  earnsOn: z.array(lineTypeSchema),
  /** Whether the tax in a price earns. */
  earnsOnTax: z.boolean(),
  /** Whether sales of the type `staff` earn. */
  earnsOnStaffSales: z.boolean(),
  /** Codes of payments that earn nothing. Case, blanks and punctuation don't count. */
  unearningTenders: z.array(z.string().min(1).max(100)).max(100),
  ratePriority: ratePrioritySchema,
  ...delayFields,
  /** Points of an archived definition are earned by nobody, whatever rates there are. */
  ...audienceFields,
};
type EarningRules = z.infer<z.ZodObject<typeof earningFields>>;

/**
 * What points are for (DOMAIN §7.1): to be spent, or to be counted towards tiers and never spent
 * (SPEC.md [T10]).
 */
export const pointUseSchema = z.enum(["reward", "tier"]);
export type PointUse = z.infer<typeof pointUseSchema>;

/** The rules that differ between uses. */
export const POINT_USES: Readonly<Record<PointUse, { readonly areHeldInLots: boolean }>> = {
  reward: { areHeldInLots: true },
  tier: { areHeldInLots: false },
};

/**
 * Goods earn, with their tax, unless they are paid with what was earned before, or with credit: its
 * money belongs to the sale of the gift card, or to goods that came back.
 */
export const EARNING_DEFAULTS: EarningRules = {
  earnsOn: ["goods"],
  earnsOnTax: true,
  earnsOnStaffSales: true,
  unearningTenders: [
    ...["reward", "rewards", "point", "points"],
    ...["gift card", "gift cards", "credit", "credits", "store credit"],
  ],
  ratePriority: "product",
  ...NO_DELAY,
  ...FOR_EVERYONE,
};

/**
 * The template of a point, with the rate it earns at where no other applies, and its worth (DOMAIN
 * §7.2, §7.5). Both are stored for the minor unit of the currency, in parts small enough that
 * neither is ever a fraction. So no decision needs to know how many decimals the currency has.
 */
export const pointDefinitionSchema = z.object({
  ...definitionFields("point"),
  use: pointUseSchema,
  description: z.string().max(2000).nullable(),
  /** How many decimals its points have; amounts of points are in hundredths all the same. */
  decimals: z.int().min(0).max(POINT_DIGITS),
  /**
   * Points earned for one cent spent where no rate applies, in millionths: 10,000 is one point per
   * dollar.
   */
  earnRateMicro: z.int().min(0).max(1_000_000_000),
  /** What one point is worth, in thousandths of a cent: 1000 is one cent. Zero: not redeemable. */
  exchangeMilliCents: z.int().min(0).max(1_000_000_000),
  /** Null: points do not expire (the default, DOMAIN §7.1). */
  expiryPeriod: z.int().positive().max(10_000).nullable(),
  expiryPeriodType: periodTypeSchema,
  /** The last day, where the points were earned, if they all expire together. */
  absoluteExpiry: calendarDaySchema.nullable(),
  isReassignable: z.boolean(),
  /**
   * The most, in hundredths, that a profile may owe of its points after a return; what goes beyond
   * is written off. Null: no limit (SPEC.md [P11]).
   */
  returnDebtMax: z.int().min(0).nullable(),
  ...costFields,
  ...earningFields,
});
export type PointDefinition = z.infer<typeof pointDefinitionSchema>;

/**
 * Defaults of a new definition: one point per major unit spent, with cents, worth a hundredth of
 * it.
 */
export const pointDefaults = ({ digits }: Pick<Currency, "digits">) =>
  ({
    ...EARNING_DEFAULTS,
    use: "reward",
    description: null,
    decimals: POINT_DIGITS,
    earnRateMicro: 1_000_000 / 10 ** digits,
    exchangeMilliCents: 10 * 10 ** digits,
    expiryPeriod: null,
    expiryPeriodType: "days",
    absoluteExpiry: null,
    isReassignable: false,
    returnDebtMax: null,
    ...ANY_COST,
  }) as const satisfies Partial<PointDefinition>;

export const pointRules: DefinitionRules<PointDefinition> = {
  fixed: ["use"],
  problemOf: (body) =>
    problemOfPeriod(body.expiryPeriod, body.expiryPeriodType, body.absoluteExpiry) ??
    problemOfDelay(body) ??
    (body.budget !== null && !POINT_USES[body.use].areHeldInLots
      ? { reason: "budget_of_tier_points" }
      : problemOfCost(body, body.exchangeMilliCents > 0)),
  retired: { earnRateMicro: 0, isArchived: true },
};

/**
 * The smallest amount of points under a definition, in hundredths: 100 if they have no decimals.
 */
export const pointStep = ({ decimals }: Pick<PointDefinition, "decimals">): number =>
  10 ** (POINT_DIGITS - decimals);

/** Rates are in millionths of a point: this many make a hundredth of one. */
export const MICROS_PER_HUNDREDTH = 1_000_000 / HUNDREDTHS;

/** What points, in hundredths, are worth, rounded down to a cent ([P2], DOMAIN §7.5). */
export const pointsToCents = (points: number, definition: PointDefinition): Cents =>
  cents(timesOver(points, definition.exchangeMilliCents, 1000 * HUNDREDTHS));

/**
 * The fewest points, in hundredths and with no more decimals than the definition has, that are
 * worth at least the amount ([P3]).
 */
export const pointsToCover = (amountCents: Cents, definition: PointDefinition): number => {
  const { exchangeMilliCents } = definition;
  if (exchangeMilliCents === 0) return 0;
  const step = pointStep(definition);
  return timesOverUp(amountCents, 1000 * HUNDREDTHS, exchangeMilliCents * step) * step;
};
