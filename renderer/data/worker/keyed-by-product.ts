import type { CollectionName } from "#shared/sync/collections.ts";

/** The collections whose facts may name products, in `productKeys` ([S30]). */
export const keyedCollections = [
  "products",
  "transactions",
  "clienteling",
] as const satisfies readonly CollectionName[];
export type KeyedCollection = (typeof keyedCollections)[number];

/** The collection of this name if its facts name products, or else null. */
export const namesProducts = (collection: string): KeyedCollection | null =>
  keyedCollections.find((name) => name === collection) ?? null;

/** The field, and the index over it, that such facts are looked up by. */
export const PRODUCT_KEYS = "productKeys";

/** Keys from `from` up to `to`, and how many facts at most. */
export type KeyRange = { readonly from: string; readonly to: string; readonly limit: number };

/** The ids of the facts with a key in a range, each once, in the order of the keys. */
export type ReadByProduct = (range: KeyRange) => Promise<readonly string[]>;
