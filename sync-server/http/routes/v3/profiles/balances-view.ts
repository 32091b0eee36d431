import { z } from "zod";
import { type Cents, cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { Tenant } from "#sync-server/storage/tenant-store.ts";

/** Benefits and credits are not there yet, and count as none. */
export const balancesSchema = z.object({
  reward_balance: z.number(),
  credit_balance: z.number(),
  point_balance: z.int(),
  point_balance_dollars: z.number(),
  benefit_balance: z.int(),
  combined_balance_dollars: z.number(),
});
export type BalancesView = z.infer<typeof balancesSchema>;

/** What a profile holds, in the API's words (DOMAIN §11.1). */
export const balancesView = (held: {
  readonly rewardCents: number;
  readonly points: number;
  readonly pointCents: number;
}): BalancesView => ({
  reward_balance: money(held.rewardCents),
  credit_balance: 0,
  point_balance: held.points,
  point_balance_dollars: money(held.pointCents),
  benefit_balance: 0,
  combined_balance_dollars: money(held.rewardCents + held.pointCents),
});

const money = (amount: number): number => centsToDecimal(cents(amount));

export const localisedBalancesSchema = balancesSchema.extend({
  localised: balancesSchema.pick({
    reward_balance: true,
    point_balance_dollars: true,
    combined_balance_dollars: true,
  }),
  currency: z.object({ from: z.string(), to: z.string(), rate: z.number() }),
});

/** The balances with what they are in the profile's currency: the tenant's, so far. */
export const localisedBalances = (balances: BalancesView, tenant: Tenant | null) => {
  const { reward_balance, point_balance_dollars, combined_balance_dollars } = balances;
  const currency = tenant?.currency ?? "";
  return {
    ...balances,
    localised: { reward_balance, point_balance_dollars, combined_balance_dollars },
    currency: { from: currency, to: currency, rate: 1 },
  };
};

/** An amount in major units, or null. */
export const decimalOrNull = (amount: Cents | null): number | null =>
  amount === null ? null : centsToDecimal(amount);
