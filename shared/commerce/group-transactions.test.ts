import { expect, test } from "vitest";
import { transactionIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import { DAY_MS, NOW } from "#shared/testing/build.ts";
import { groupTransactions } from "./group-transactions.ts";

const transaction = (
  id: number,
  orderNumber: string | null,
  transacted: number,
  updated: number,
) => ({
  ...{ id: transactionIdSchema.parse(id), orderNumber },
  ...{ transactedAt: addMs(NOW, transacted * DAY_MS), updatedAt: addMs(NOW, updated * DAY_MS) },
});
const group = (transactions: readonly ReturnType<typeof transaction>[]) =>
  groupTransactions(transactions).map((each) => ({
    ...each,
    latestTransactedAt: (each.latestTransactedAt - NOW) / DAY_MS,
    latestUpdatedAt: (each.latestUpdatedAt - NOW) / DAY_MS,
  }));

test("[U5] transactions with one order number are a group, as late as the latest of them", () => {
  expect(
    group([
      transaction(9, "A", 5, 5),
      transaction(8, null, 4, 4),
      transaction(7, "A", 3, 8),
      transaction(6, "B", 2, 2),
      transaction(5, "A", 1, 1),
    ]),
  ).toEqual([
    {
      orderNumber: "A",
      transactionId: 9,
      transactions: 3,
      latestTransactedAt: 5,
      latestUpdatedAt: 8,
    },
    {
      orderNumber: null,
      transactionId: 8,
      transactions: 1,
      latestTransactedAt: 4,
      latestUpdatedAt: 4,
    },
    {
      orderNumber: "B",
      transactionId: 6,
      transactions: 1,
      latestTransactedAt: 2,
      latestUpdatedAt: 2,
    },
  ]);
});

test("[U5] a transaction without a number is a group of its own, whatever numbers there are", () => {
  const groups = group([
    transaction(3, null, 3, 3),
    transaction(2, "3", 2, 2),
    transaction(1, null, 1, 1),
  ]);
  expect(groups.map(({ transactions }) => transactions)).toEqual([1, 1, 1]);
});
