import {
  boughtVariantView,
  boughtVariantViewSchema,
  transactionGroupView,
  transactionGroupViewSchema,
} from "#shared/api/commerce/bought.ts";
import {
  transactionItemView,
  transactionItemViewSchema,
} from "#shared/api/commerce/transaction-view.ts";
import { groupTransactions } from "#shared/commerce/group-transactions.ts";
import { readBought } from "#sync-server/commerce/read-bought.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { readVariantsOfLines } from "#sync-server/storage/catalogue/variant-store.ts";
import { readOrderNumbers } from "#sync-server/storage/commerce/bought-store.ts";
import {
  itemList,
  type LineOf,
  listUnassignedItems,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readTransactions } from "#sync-server/storage/commerce/transaction-store.ts";
import { listInMemory } from "#sync-server/storage/list-in-memory.ts";

const shared = { scope: "transactions", tag: "transactions" };

const WHOLE = { kind: "whole" } as const;
const TEXT = { kind: "text" } as const;

/** `/profiles/{id}/transaction-products`: what a profile bought and brought back ([U4]). */
export const boughtProducts = profileResource({
  ...shared,
  path: "/transaction-products",
  noun: "bought product",
  view: boughtVariantViewSchema,
  list: {
    filters: filtersOf(
      {
        listed: {
          ...{ id: WHOLE, productId: WHOLE, sku: TEXT, title: TEXT },
          ...{ bought: WHOLE, returned: WHOLE, net: WHOLE, latestAt: { kind: "moment" } },
        },
      } as const,
      {
        ...{ productId: "product_id", latestAt: "latest_transacted_at" },
        ...{ bought: "purchase_qty", returned: "refund_qty", net: "net_qty" },
      },
    ),
    page: async ({ read, profile }, query) =>
      listInMemory(await readBought(read, profile.id), query),
  },
  show: ({ currency }, rows) => rows.map((row) => boughtVariantView(row, currency)),
});

/** `/profiles/{id}/group_transactions`: by order number ([U5]), in a flat page (DOMAIN §12.3). */
export const groupedTransactions = profileResource({
  ...shared,
  path: "/group_transactions",
  noun: "group of transactions",
  nouns: "groups of transactions",
  view: transactionGroupViewSchema,
  list: {
    filters: filtersOf({ listed: { latestTransactedAt: { kind: "moment" } } } as const, {
      latestTransactedAt: "latest_transacted_at",
    }),
    page: async ({ read, profile }, query) =>
      listInMemory(groupTransactions(await readOrderNumbers(read, profile.id)), query),
    isFlat: true,
  },
  show: (_plane, rows) => rows.map(transactionGroupView),
});

/** `/profiles/{id}/transactionitems/list/unassigned`: lines that no list has (DOMAIN §12.9). */
export const unassignedItems = profileResource({
  ...shared,
  path: "/transactionitems/list/unassigned",
  noun: "line that no list has",
  nouns: "lines that no list has",
  view: transactionItemViewSchema,
  list: {
    filters: filtersOf(itemList),
    page: ({ read, profile }, query) => listUnassignedItems(read, query, profile.id),
  },
  show: (plane, lines) => itemViews(plane, lines),
});

/** Lines as the API shows them, with the variants that they are linked to. */
export const itemViews = async (
  { read, currency }: Pick<Plane, "read" | "currency">,
  lines: readonly LineOf[],
) => {
  const ids = [...new Set(lines.map(({ transactionId }) => transactionId))];
  const [transactions, variants] = await Promise.all([
    readTransactions(read, ids),
    readVariantsOfLines(read, ids),
  ]);
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  return lines.flatMap((line) => {
    const transaction = byId.get(line.transactionId);
    const linked = variants.get(line.id) ?? null;
    return transaction ? [transactionItemView(transaction, line, linked, currency)] : [];
  });
};
