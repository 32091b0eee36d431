import { z } from "zod";
import { decimalFromZero, filled, orNull, scaled } from "#shared/api/fields.ts";
import {
  BUDGET_MAX,
  type Budget,
  type BudgetCounted,
  type BudgetUse,
  budgetCountedSchema,
  usedOf,
  whenReachedSchema,
} from "#shared/incentive/budget.ts";
import type { Funding } from "#shared/incentive/funding.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";

const SHARE_DIGITS = 2;

/** A budget as it is sent: limits are amounts of money, or numbers of issues. */
const budgetBody = (currency: Currency) => {
  const limits = <Limit extends z.ZodType<number>>(limit: Limit) => ({
    total: orNull(limit).default(null),
    per_profile: orNull(limit).default(null),
    when_reached: whenReachedSchema.default("stop"),
  });
  const money = decimalFromZero(currency).refine((limit) => limit > 0, "must be more than 0");
  const issues = wholeNumber.pipe(z.int().min(1).max(BUDGET_MAX));
  return z
    .discriminatedUnion("counted_in", [
      z.object({ counted_in: z.literal("money"), ...limits(money) }),
      z.object({ counted_in: z.literal("issues"), ...limits(issues) }),
    ])
    .transform(
      (sent): Budget => ({
        countedIn: sent.counted_in,
        total: sent.total,
        perProfile: sent.per_profile,
        whenReached: sent.when_reached,
      }),
    );
};

const budgetView = z.object({
  counted_in: budgetCountedSchema,
  total: z.number().nullable(),
  per_profile: z.number().nullable(),
  when_reached: whenReachedSchema,
  /** What everybody together has used; only where the definition itself is shown. */
  used: z.number().optional(),
  /** What the total has left, at least 0; null without a total. */
  left: z.number().nullable().optional(),
});

/** A limit, or what is used of one, as the API shows it. */
export const budgetAmount = (
  amount: number,
  { countedIn }: Pick<Budget, "countedIn">,
  currency: Currency,
): number => SHOWN[countedIn](amount, currency);

const SHOWN: Readonly<Record<BudgetCounted, (amount: number, currency: Currency) => number>> = {
  money: (amount, currency) => centsToDecimal(cents(amount), currency),
  issues: (amount) => amount,
};

/** A budget as the API shows it, with what is used of it if that is known. */
export const shownBudget = (
  budget: Budget,
  currency: Currency,
  use: BudgetUse | null = null,
): z.output<typeof budgetView> => {
  const { total, perProfile } = budget;
  const shown = (amount: number) => budgetAmount(amount, budget, currency);
  const orNone = (amount: number | null) => (amount === null ? null : shown(amount));
  const used = use && usedOf(budget, use);
  return {
    counted_in: budget.countedIn,
    total: orNone(total),
    per_profile: orNone(perProfile),
    when_reached: budget.whenReached,
    ...(used !== null && {
      used: shown(used),
      left: orNone(total === null ? null : Math.max(0, total - used)),
    }),
  };
};

const fundingBody = z
  .array(
    z.object({
      funder: filled(100),
      share: scaled(SHARE_DIGITS, 100).refine((share) => share > 0, "must be more than 0"),
    }),
  )
  .max(20);

/** What a definition or rate may cost, and who pays for it: all of it ours (DOMAIN §5.7). */
export const costApi = perCurrency((currency) => ({
  budget: {
    body: orNull(budgetBody(currency)),
    view: budgetView.nullable(),
    encode: (budget: Budget | null) => budget && shownBudget(budget, currency),
  },
  funding: {
    body: fundingBody,
    view: z.array(z.object({ funder: z.string(), share: z.number() })),
    encode: (funding: Funding) =>
      funding.map(({ funder, share }) => ({ funder, share: decimalOf(share, SHARE_DIGITS) })),
  },
}));
