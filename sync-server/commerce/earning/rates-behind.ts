import { type EarningPart, earningParts } from "#shared/incentive/points/earned-points.ts";
import type { TransactionId } from "#shared/kernel/ids.ts";
import { earnedKey, type RatePart, type RatesBehind } from "#shared/redemption/behind.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import {
  type ItemRecord,
  readItemsOf,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readTransactions } from "#sync-server/storage/commerce/transaction-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { decidersOf } from "./deciders.ts";
import { earningSaleOf, standingItems } from "./earning-sale.ts";

/**
 * The rates that decided points of transactions, in the versions that did, and the lines to which
 * each applied. Those of a return are its sale's ([P5]).
 */
export const ratesBehind = async (
  deps: ReadDeps,
  ids: readonly TransactionId[],
): Promise<RatesBehind> => {
  const named = await readTransactions(deps, [...new Set(ids)]);
  const decided = named.filter(({ earned }) => earned.some(({ rates }) => rates !== undefined));
  const saleOf = (transaction: (typeof named)[number]): TransactionId =>
    transaction.saleId ?? transaction.id;
  const saleIds = [...new Set(decided.map(saleOf))];
  const [sales, items, programme] = await Promise.all([
    readTransactions(deps, saleIds),
    readItemsOf(deps, saleIds),
    loadProgramme(deps),
  ]);
  const behind = new Map<string, readonly RatePart[]>();
  for (const transaction of decided) {
    const sold = sales.find(({ id }) => id === saleOf(transaction));
    if (!sold) continue;
    const lines = items.get(sold.id) ?? [];
    const sale = earningSaleOf({ ...sold, isVoid: false }, lines);
    for (const decider of await decidersOf(deps, programme, transaction.earned)) {
      const key = earnedKey(transaction.id, decider.definition.id);
      behind.set(key, partsByRate(earningParts(sale, decider), standingItems(lines)));
    }
  }
  return behind;
};

const partsByRate = (
  parts: readonly EarningPart[],
  items: readonly ItemRecord[],
): readonly RatePart[] =>
  [...Map.groupBy(parts, ({ rate }) => rate)].map(([rate, own]) => ({
    rate,
    points: own.reduce((sum, { points }) => sum + points, 0),
    lines: own.map(({ line, cents, points }) => ({
      item: line === null ? null : (items[line] ?? null),
      ...{ cents, points },
    })),
  }));
