import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type Cents, cents, centsToDecimal, sumCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { isActive, isExpired, type Lot, spendableLots } from "#shared/ledger/lot.ts";
import type { BALANCE_VARIABLES } from "#shared/profile/condition-data.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";
import { withBenefitEnds } from "./redeem-benefit.ts";
import { type HeldAmount, type Holding, holdingOf, UNITS } from "./unit.ts";

/** What a profile holds at an instant (DOMAIN §11.1). */
export type Balances = {
  readonly held: Readonly<Record<Unit, Holding>>;
  /** The discounts that can be redeemed, in money: everything but credit. */
  readonly combinedCents: Cents;
  /** The lot of what pays for something that expires next; null if none does. */
  readonly nextExpiry: Lot | null;
};

/**
 * Adds up the lots that can be spent at `at` ([R1], [R2]), and apart from them those that can be
 * spent later. Points have the value that their definition gives them now.
 */
export const balancesOf = (account: Account, programme: Programme, at: Instant): Balances => {
  const all = withBenefitEnds(account.lots, programme);
  const lots = spendableLots(all, at);
  const held = heldIn(account, programme, at);
  return {
    held,
    combinedCents: combinedCents(held),
    nextExpiry:
      lots.find(({ unit, expiresAt }) => expiresAt !== null && UNITS[unit].spentBy !== null) ??
      null,
  };
};

/** The same by unit, without the rest: with many lots it takes a tenth of the time. */
export const heldIn = (account: Account, programme: Programme, at: Instant): Balances["held"] =>
  heldOf(heldAt(withBenefitEnds(account.lots, programme), at), programme);

/**
 * What is left in lots that haven't expired, and whether it can be spent yet. A benefit that can be
 * used any number of times has one use left, not thousands.
 */
export const heldAt = (lots: readonly Lot[], at: Instant): readonly HeldAmount[] =>
  lots
    .filter((lot) => lot.remaining > 0 && !isExpired(lot, at))
    .map((lot) => ({
      unit: lot.unit,
      definitionId: lot.definitionId,
      remaining: isUnlimited(lot) ? 1 : lot.remaining,
      isPending: !isActive(lot, at),
    }));

const isUnlimited = ({ unit, initial }: Lot): boolean =>
  UNITS[unit].precision === "uses" && initial === UNLIMITED_USES;

/** What a list of strategies can draw of balances, in money. */
export const redeemableCents = (
  { held }: Pick<Balances, "held">,
  strategies: readonly Strategy[],
): Cents => {
  const drawn = unitSchema.options.filter((unit) => {
    const { spentBy } = UNITS[unit];
    return spentBy !== null && strategies.includes(spentBy);
  });
  return sumCents(drawn.map((unit) => held[unit].worthCents));
};

const combinedCents = (held: Balances["held"]): Cents =>
  sumCents(
    unitSchema.options
      .filter((unit) => UNITS[unit].isDiscount)
      .map((unit) => held[unit].worthCents),
  );

/** Adds up what is held of each unit, in that unit and in money. */
export const heldOf = (held: readonly HeldAmount[], programme: Programme): Balances["held"] => ({
  reward: holdingOf(held, "reward", programme),
  point: holdingOf(held, "point", programme),
  benefit: holdingOf(held, "benefit", programme),
  credit: holdingOf(held, "credit", programme),
});

/** Balances as conditions on claims see them, under the names of the API ([Q11]). */
export const balanceConditionData = (
  held: Balances["held"],
  currency: Currency,
): Readonly<Record<(typeof BALANCE_VARIABLES)[number], number>> => {
  const money = (amount: number) => centsToDecimal(cents(amount), currency);
  return {
    reward_balance: money(held.reward.amount),
    credit_balance: money(held.credit.amount),
    point_balance: decimalOf(held.point.amount, POINT_DIGITS),
    point_balance_dollars: money(held.point.worthCents),
    benefit_balance: held.benefit.amount,
    combined_balance_dollars: money(combinedCents(held)),
  };
};
