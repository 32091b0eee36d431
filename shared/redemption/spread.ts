import type { LineType } from "#shared/incentive/points/point.ts";
import { type Cents, cents, minCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { timesOver } from "#shared/kernel/times-over.ts";

/** A line of a basket that is about to be paid. */
export type BasketLine = {
  /** What the whole line costs; negative for goods that come back. */
  readonly cents: Cents;
  /** Whether it may be paid by redeeming: a gift card or a voided line may not. */
  readonly isEligible: boolean;
};

/** Whether lines of a type may be paid by redeeming: money can't be turned into money ([K1]). */
export const IS_ELIGIBLE: Readonly<Record<LineType, boolean>> = {
  goods: true,
  gift_card: false,
  shipping: true,
  fee: true,
};

/** What a redemption takes off each line of a basket ([X1]). */
export type Spread = {
  /** For each line in order, 0 for those that take no part. */
  readonly shares: readonly Cents[];
  /** Their sum: the amount, but no more than the lines that take part come to. */
  readonly spreadCents: Cents;
};

/**
 * What can be paid by redeeming of a basket ([K1]): the lines that are eligible and cost something,
 * but no more than is left to pay for all of them after goods that come back.
 */
export const eligibleCents = (lines: readonly BasketLine[]): Cents => {
  const eligible = lines.filter(({ isEligible }) => isEligible);
  const net = eligible.reduce((sum, line) => sum + line.cents, 0);
  return cents(Math.max(0, net));
};

/**
 * Spreads what was redeemed over the lines that it pays for, in proportion to their price
 * ([X1] to [X3], DOMAIN §11.4). What rounding takes from one line is carried to the next, so the
 * shares add up to the amount to the minor unit, and no share is more than its line.
 */
export const spreadOverLines = (lines: readonly BasketLine[], amountCents: Cents): Spread => {
  const priceOf = ({ cents: price, isEligible }: BasketLine) =>
    isEligible && price > 0 ? price : 0;
  const total = lines.reduce((sum, line) => sum + priceOf(line), 0);
  const spreadCents = minCents(amountCents, cents(total));
  let priced = 0;
  let spread = 0;
  const shares = lines.map((line) => {
    priced += priceOf(line);
    const until = total === 0 ? 0 : roundedShare(spreadCents, priced, total);
    const share = until - spread;
    spread = until;
    return cents(share);
  });
  return { shares, spreadCents: total === 0 ? ZERO_CENTS : spreadCents };
};

/** `amount × part ÷ whole`, exact, a half rounded up. */
const roundedShare = (amount: number, part: number, whole: number): number => {
  const down = timesOver(amount, part, whole);
  const rest = BigInt(amount) * BigInt(part) - BigInt(down) * BigInt(whole);
  return rest * 2n >= BigInt(whole) ? down + 1 : down;
};
