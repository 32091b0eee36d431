import type { TransactionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** What grouping needs of a transaction. */
type Numbered = {
  readonly id: TransactionId;
  readonly orderNumber: string | null;
  readonly transactedAt: Instant;
  readonly updatedAt: Instant;
};

/** The transactions of one order number, as parts of an order are often sold one by one. */
export type TransactionGroup = {
  readonly orderNumber: string | null;
  /** The latest of them. */
  readonly transactionId: TransactionId;
  readonly transactions: number;
  readonly latestUpdatedAt: Instant;
  readonly latestTransactedAt: Instant;
};

/**
 * Groups transactions, given the latest first, by order number ([U5]). One without a number is a
 * group of its own.
 */
export const groupTransactions = (
  transactions: readonly Numbered[],
): readonly TransactionGroup[] => {
  const groups = new Map<string | TransactionId, TransactionGroup>();
  for (const { id, orderNumber, transactedAt, updatedAt } of transactions) {
    const key = orderNumber ?? id;
    const group = groups.get(key);
    groups.set(key, {
      ...(group ?? { orderNumber, transactionId: id, latestTransactedAt: transactedAt }),
      transactions: (group?.transactions ?? 0) + 1,
      latestUpdatedAt:
        group && group.latestUpdatedAt > updatedAt ? group.latestUpdatedAt : updatedAt,
    });
  }
  return [...groups.values()];
};
