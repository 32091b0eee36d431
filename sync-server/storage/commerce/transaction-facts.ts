import type { Transaction } from "#shared/commerce/transaction.ts";
import { pictureOfProduct } from "#sync-server/storage/catalogue/product-picture.ts";
import { readVariantsOfLines } from "#sync-server/storage/catalogue/variant-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readItemsOf } from "./transaction-item-store.ts";
import { transactionTable } from "./transaction-table.ts";

/**
 * Transactions as devices hold them, for the feed, with the pictures of what was bought as they are
 * now. Those of guests are left out.
 */
export const readTransactions = async (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Transaction[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("transactions")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .where("profile_id", "is not", null)
    .execute();
  const items = await readItemsOf(deps, ids);
  const variants = await readVariantsOfLines(deps, ids);
  return rows.map(transactionTable.recordOf).flatMap((transaction) =>
    transaction.profileId === null
      ? []
      : [
          {
            id: transaction.id,
            profileId: transaction.profileId,
            locationId: transaction.locationId,
            receiptRef: transaction.receiptRef,
            totalCents: transaction.totalCents,
            currency: transaction.currency,
            transactedAt: transaction.transactedAt,
            timezone: transaction.timezone,
            isVoid: transaction.isVoid,
            ...(transaction.staffId !== null && { staffId: transaction.staffId }),
            ...(transaction.linkedReceiptRef !== null && {
              returnOf: transaction.linkedReceiptRef,
            }),
            items: (items.get(transaction.id) ?? []).map(
              ({
                id,
                name,
                sku,
                quantity,
                priceSellCents,
                priceOriginalCents: original,
                extra,
              }) => {
                const variant = variants.get(id) ?? null;
                const { barcode } = extra;
                const isKnownBySku = sku !== null && variant?.sku === sku;
                const picture = pictureOfProduct(variant?.product ?? null, variant);
                return {
                  ...{ name, sku, quantity, priceSellCents },
                  ...(typeof barcode === "string" && barcode && !isKnownBySku && { barcode }),
                  ...(picture && { picture }),
                  ...(original !== null &&
                    original !== priceSellCents && { priceOriginalCents: original }),
                };
              },
            ),
            pointsEarned: transaction.earned.map(({ definitionId, points }) => ({
              definitionId,
              points,
            })),
          },
        ],
  );
};
