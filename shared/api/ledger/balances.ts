import { z } from "zod";
import { apiAmount } from "#shared/api/api-amount.ts";
import { currencyCode, moment } from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { decimalOf, roundDecimal } from "#shared/kernel/decimal.ts";
import {
  type ExchangeRate,
  intoForeign,
  inverseE8,
  RATE_DIGITS,
} from "#shared/kernel/exchange-rate.ts";
import { cents, centsToDecimal, ZERO_CENTS } from "#shared/kernel/money.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { knowledgeSchema } from "#shared/ledger/as-of.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { type Freeze, freezeReasonSchema } from "#shared/ledger/freeze.ts";
import { type Holding, UNITS } from "#shared/redemption/unit.ts";

/** When to read balances at; without `as_of`, now. */
export const balancesQuerySchema = z.object({
  as_of: moment.optional().describe("A past instant in UTC, or a day: its end at the tenant."),
  known: knowledgeSchema
    .optional()
    .describe(
      "`at_the_time`, the default: as it was recorded by then. `now`: with all that is known now.",
    ),
});

/** The same for balances that are shown in another currency, too. */
export const localisedBalancesQuerySchema = balancesQuerySchema.extend({
  currency: currencyCode
    .optional()
    .describe("What `localised` is in; otherwise the profile's, if /currencies has a rate for it."),
});

/** Of benefits, the uses that are left. Credit isn't part of the combined balance. */
export const balancesSchema = z.object({
  reward_balance: z.number(),
  credit_balance: z.number(),
  point_balance: z.number(),
  point_balance_dollars: z.number(),
  benefit_balance: z.int(),
  combined_balance_dollars: z.number(),
  /** Our additions: what can be spent later, which no balance includes. */
  reward_pending: z.number(),
  point_pending: z.number(),
});
export type BalancesView = z.infer<typeof balancesSchema>;

/** What a profile holds, as the API shows it (DOMAIN §11.1). */
export const balancesView = (
  held: { readonly [U in Unit]?: Holding | undefined },
  currency: Currency,
): BalancesView => {
  const holdings = unitSchema.options.map((unit) => ({ unit, ...(held[unit] ?? NO_HOLDING) }));
  const combinedCents = holdings
    .filter(({ unit }) => UNITS[unit].isDiscount)
    .reduce((sum, { worthCents }) => sum + worthCents, 0);
  return holdings.reduce<BalancesView>(
    (view, { unit, ...holding }) => ({ ...view, ...SHOWN[unit](holding, currency) }),
    { ...NOTHING_HELD, combined_balance_dollars: money(combinedCents, currency) },
  );
};

const NO_HOLDING: Holding = { amount: 0, worthCents: ZERO_CENTS, pending: 0 };

const NOTHING_HELD: BalancesView = {
  reward_balance: 0,
  credit_balance: 0,
  point_balance: 0,
  point_balance_dollars: 0,
  benefit_balance: 0,
  combined_balance_dollars: 0,
  reward_pending: 0,
  point_pending: 0,
};

/** The fields that show each unit. */
const SHOWN: Readonly<Record<Unit, Shown>> = {
  reward: ({ amount, pending }, currency) => ({
    reward_balance: money(amount, currency),
    reward_pending: money(pending, currency),
  }),
  point: ({ amount, worthCents, pending }, currency) => ({
    point_pending: apiAmount("point", pending, currency),
    point_balance: apiAmount("point", amount, currency),
    point_balance_dollars: money(worthCents, currency),
  }),
  benefit: ({ amount }) => ({ benefit_balance: amount }),
  credit: ({ amount }, currency) => ({ credit_balance: money(amount, currency) }),
};

type Shown = (holding: Holding, currency: Currency) => Partial<BalancesView>;

const money = (amount: number, currency: Currency): number =>
  centsToDecimal(cents(amount), currency);

/** Our addition: why the account is frozen, so that nothing can be redeemed; null if it isn't. */
export const frozenFor = freezeReasonSchema.nullable();

export const localisedBalancesSchema = balancesSchema.extend({
  frozen_for: frozenFor,
  localised: balancesSchema.pick({
    reward_balance: true,
    point_balance_dollars: true,
    combined_balance_dollars: true,
  }),
  currency: z.object({ from: z.string(), to: z.string(), rate: z.number() }),
});

/**
 * The balances in another currency as well: as much as could be redeemed in it, by its rate to the
 * tenant's ([C3]). Without one, in the tenant's own.
 */
export const localisedBalances = (
  balances: BalancesView,
  own: Currency,
  {
    rate,
    freeze,
  }: { readonly rate: ExchangeRate | null; readonly freeze: Pick<Freeze, "reason"> | null },
): z.output<typeof localisedBalancesSchema> => {
  const { reward_balance, point_balance_dollars, combined_balance_dollars } = balances;
  const held = { reward_balance, point_balance_dollars, combined_balance_dollars };
  const shown = { ...balances, frozen_for: freeze?.reason ?? null };
  if (rate === null) {
    return { ...shown, localised: held, currency: { from: own.code, to: own.code, rate: 1 } };
  }
  const asked = currencyOf(rate.from);
  return {
    ...shown,
    localised: mapTable(held, (amount) => {
      const inCents = assertDefined(roundDecimal(amount, own.digits) ?? undefined, "a balance");
      return centsToDecimal(intoForeign(cents(inCents), rate), asked);
    }),
    currency: { from: own.code, to: asked.code, rate: decimalOf(inverseE8(rate), RATE_DIGITS) },
  };
};
