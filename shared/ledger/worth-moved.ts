import { type Cents, negateCents } from "#shared/kernel/money.ts";

/**
 * What a moved amount is worth, with its sign. Taking an amount is worth exactly as much as adding
 * it, however `worthOf` rounds.
 */
export const worthMoved = (amount: number, worthOf: (amount: number) => Cents): Cents =>
  amount < 0 ? negateCents(worthOf(-amount)) : worthOf(amount);
