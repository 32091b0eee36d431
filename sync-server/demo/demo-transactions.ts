import { DEMO_LOCATIONS, DEMO_PRODUCTS } from "./demo-chain.ts";
import type { DemoPerson } from "./demo-people.ts";
import type { Random } from "./random.ts";

/** One sale or return of the demo's year. */
export type DemoTransaction = {
  readonly externalId: string;
  /** Null for a guest. */
  readonly profileId: string | null;
  /** Index into DEMO_LOCATIONS. */
  readonly location: number;
  readonly daysAgo: number;
  /** From the opening at nine, local time. */
  readonly minutesAfterNine: number;
  readonly items: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly priceCents: number;
  }[];
  /** The receipt of the transaction that this one returns, or null. */
  readonly returnOf: string | null;
};

const OPEN_MINUTES = 9 * 60;

/**
 * Makes a year of transactions, oldest first. Some people come often, most now and then; one
 * transaction in eight is a guest's, and one in twenty is partly returned.
 */
export const makeTransactions = (
  random: Random,
  people: readonly DemoPerson[],
  count: number,
): readonly DemoTransaction[] => {
  const transactions: DemoTransaction[] = [];
  for (let number = 1; transactions.length < count; number += 1) {
    const transaction = makeTransaction(random, people, number);
    transactions.push(transaction);
    if (random.chance(0.05) && transaction.daysAgo > 3)
      transactions.push(makeReturn(random, transaction));
  }
  return transactions.sort(
    (a, b) => b.daysAgo - a.daysAgo || a.minutesAfterNine - b.minutesAfterNine,
  );
};

const makeTransaction = (
  random: Random,
  people: readonly DemoPerson[],
  number: number,
): DemoTransaction => {
  const isGuest = random.chance(0.125);
  // Squaring the random number makes a few people come often.
  const person = isGuest ? undefined : people[Math.floor(random.next() ** 2 * people.length)];
  const isAway = person === undefined || random.chance(0.1);
  return {
    externalId: `HP-${String(number).padStart(7, "0")}`,
    profileId: person?.id ?? null,
    location: isAway ? random.between(0, DEMO_LOCATIONS.length - 1) : person.location,
    daysAgo: random.between(1, 364),
    minutesAfterNine: random.between(0, OPEN_MINUTES),
    items: Array.from({ length: random.between(1, 4) }, () => {
      const product = random.pick(DEMO_PRODUCTS);
      return {
        sku: product.sku,
        name: product.name,
        quantity: random.chance(0.15) ? 2 : 1,
        priceCents: product.price,
      };
    }),
    returnOf: null,
  };
};

const makeReturn = (random: Random, transaction: DemoTransaction): DemoTransaction => {
  const item = random.pick(transaction.items);
  return {
    ...transaction,
    externalId: `${transaction.externalId}-R`,
    daysAgo: transaction.daysAgo - random.between(1, 3),
    items: [{ ...item, quantity: -1 }],
    returnOf: transaction.externalId,
  };
};
