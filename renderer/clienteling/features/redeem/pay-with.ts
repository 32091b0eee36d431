import type { ProfileView } from "#renderer/data/views.ts";
import { say } from "#renderer/words/say.ts";
import { type Cents, minCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { type Balances, redeemableCents } from "#shared/redemption/balance.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import { isDiscount } from "#shared/redemption/unit.ts";

/**
 * What a redemption draws: discounts, or the customer's own credit, which pays like money (DOMAIN
 * §5.4).
 */
export type PayWith = "discounts" | "credit";

/** What draws each strategy, in the order in which it draws them. */
const DRAWN_BY: Readonly<Record<Strategy, PayWith>> = {
  rewards: "discounts",
  points: "discounts",
  credits: "credit",
};

const drawnBy = (payWith: PayWith): readonly Strategy[] =>
  namesOf(DRAWN_BY).filter((strategy) => DRAWN_BY[strategy] === payWith);

/** What staff read of each, and what it draws in which order. */
export const PAY_WITH: Readonly<
  Record<
    PayWith,
    {
      readonly label: string;
      /** Whose it is, and how much there is of it. */
      readonly about: (of: { readonly name: string; readonly money: string }) => string;
      readonly strategies: readonly Strategy[];
    }
  >
> = {
  discounts: {
    label: say("redeem.discounts"),
    about: (of) => say("redeem.available", of),
    strategies: drawnBy("discounts"),
  },
  credit: {
    label: say("redeem.credit"),
    about: (of) => say("redeem.available_credit", of),
    strategies: drawnBy("credit"),
  },
};

const WAYS_TO_PAY = namesOf(PAY_WITH);

/** What is drawn unless staff say otherwise. */
const USUAL: PayWith = "discounts";

/** What a draft was to be paid with. */
export const payWithOf = (text: string | undefined): PayWith =>
  WAYS_TO_PAY.find((way) => way === text) ?? USUAL;

/** What staff can choose from: the usual, what they have chosen, and what there is anything of. */
export const waysToChoose = (balances: Balances, chosen: PayWith): readonly PayWith[] =>
  WAYS_TO_PAY.filter((way) => way === USUAL || way === chosen || heldOf(balances, way) > 0);

const AT_RISK: Readonly<Record<PayWith, (view: ProfileView) => ProfileView["atRisk"]>> = {
  discounts: ({ atRisk }) => atRisk,
  credit: ({ creditAtRisk }) => creditAtRisk,
};

/** What there is of it. */
export const heldOf = (balances: Balances, payWith: PayWith): Cents =>
  redeemableCents(balances, PAY_WITH[payWith].strategies);

/** Whether it takes something off the price. */
export const takesOff = (payWith: PayWith): boolean =>
  PAY_WITH[payWith].strategies.some(isDiscount);

/**
 * The most that can be redeemed of it now, by the limits of the sale and the till as well; nothing
 * while the account is frozen ([Z1]).
 */
export const mostOf = (
  view: ProfileView,
  payWith: PayWith,
  isOnline: boolean,
  limitsCents: readonly (Cents | null)[],
): Cents => {
  if (view.freeze !== null) return ZERO_CENTS;
  const held = heldOf(view.balances, payWith);
  const own = isOnline ? held : minCents(held, AT_RISK[payWith](view).maxCents);
  return limitsCents.reduce<Cents>((most, limit) => minCents(most, limit ?? most), own);
};
