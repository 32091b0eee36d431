import type { z } from "zod";
import { productView } from "#shared/api/catalogue/product.ts";
import { variantView } from "#shared/api/catalogue/product-variant.ts";
import { listView, type listViewSchema } from "#shared/api/clienteling/list.ts";
import { type FoundForItem, listItemView } from "#shared/api/clienteling/list-item.ts";
import { reservationView } from "#shared/api/clienteling/list-reservation.ts";
import { listShareView } from "#shared/api/clienteling/list-share.ts";
import { listDefinitionApi } from "#shared/api/incentive/list-definition.ts";
import { HOLDING } from "#shared/clienteling/list-reservation.ts";
import { distinct } from "#shared/kernel/object.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { productStore } from "#sync-server/storage/catalogue/product-store.ts";
import { readVariants, readVariantsOf } from "#sync-server/storage/catalogue/variant-store.ts";
import {
  readItemsOf,
  readReservationsOf,
  readSharesOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord, ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { readEncounters } from "./encounters.ts";

/** What items name, looked up for all of them at once. */
export const readFoundForItems = async (
  { read, currency }: Pick<Plane, "read" | "currency">,
  items: readonly ListItemRecord[],
): Promise<(item: ListItemRecord) => FoundForItem> => {
  const productIds = distinct(items.map(({ productId }) => productId));
  const [products, ofProducts, variants, places, reservations] = await Promise.all([
    productStore.readAll(read, productIds),
    readVariantsOf(read, productIds),
    readVariants(read, distinct(items.map(({ productVariantId }) => productVariantId))),
    readEncounters(
      read,
      items.map(({ locationId }) => ({ locationId, staffId: null })),
    ),
    // What a deleted guest has reserved is still taken.
    readReservationsOf(
      { ...read, hidesDeleted: false },
      items.map(({ id }) => id),
    ),
  ]);
  const productViews = new Map<number, ReturnType<typeof productView>>(
    products.map((product) => {
      const own = ofProducts.filter(({ productId }) => productId === product.id);
      return [product.id, productView(product, own, currency)];
    }),
  );
  return ({ id, productId, productVariantId, locationId }) => {
    const variant = productVariantId === null ? undefined : variants.get(productVariantId);
    const own = reservations.filter(({ listItemId }) => listItemId === id);
    return {
      product: (productId !== null && productViews.get(productId)) || null,
      product_variant: variant ? variantView(variant, currency) : null,
      reserved_quantity: own
        .filter(({ status }) => HOLDING.includes(status))
        .reduce((sum, { quantity }) => sum + quantity, 0),
      location: places({ locationId, staffId: null }).location,
      reservations: own.map((each) => reservationView(each, read.hidesPeople === true)),
    };
  };
};

/** Items as their owner sees them. */
export const showItems = async (plane: Plane, items: readonly ListItemRecord[]) => {
  const foundFor = await readFoundForItems(plane, items);
  return items.map((item) => listItemView(item, foundFor(item)));
};

/** The definitions of lists as the API shows them, by their numbers. */
export const readListDefinitions = async (
  { read }: Pick<Plane, "read">,
  lists: readonly ListRecord[],
) => {
  const ids = distinct(lists.map(({ definitionId }) => definitionId));
  const definitions = await readDefinitions(read, "list", ids);
  return new Map<number | null, ReturnType<typeof listDefinitionApi.show>>(
    definitions.map((each) => [each.definition.id, listDefinitionApi.show(each)]),
  );
};

/** Lists as their owner sees them, each with its items and shares. */
export const showLists = async (
  plane: Plane,
  lists: readonly ListRecord[],
): Promise<z.output<typeof listViewSchema>[]> => {
  const { read, now } = plane;
  const ids = lists.map(({ id }) => id);
  const items = await readItemsOf(read, ids);
  const [shown, shares, foundOf, definitions] = await Promise.all([
    showItems(plane, items),
    readSharesOf(read, ids, now),
    readEncounters(read, lists),
    readListDefinitions(plane, lists),
  ]);
  return lists.map((list) =>
    listView(list, {
      ...foundOf(list),
      definition: definitions.get(list.definitionId) ?? null,
      items: shown.filter(({ product_list_id: id }) => id === list.id),
      shares: shares.filter(({ listId }) => listId === list.id).map(listShareView),
    }),
  );
};
