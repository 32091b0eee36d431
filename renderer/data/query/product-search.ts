import type { KeyedCollection, KeyRange } from "#renderer/data/worker/keyed-by-product.ts";
import type { ListedIds } from "#renderer/search/customer-list.ts";

/** A product, by the id of its fact. It isn't exact if it matched only with a typo. */
export type ProductHit = { readonly id: string; readonly exact: boolean };

/** Finds products, and what names them, wherever that is looked up ([S30]). */
export type ProductSearch = {
  /** The best hits for a typed text: by words of title and brand, or parts of a code. */
  readonly search: (text: string, limit: number) => Promise<readonly ProductHit[]>;
  /** Some products by title, and how many there are. */
  readonly list: (page: {
    readonly offset: number;
    readonly limit: number;
  }) => Promise<ListedIds<string>>;
  /** The ids of the facts with a key in a range, in the order of the keys. */
  readonly under: (collection: KeyedCollection, range: KeyRange) => Promise<readonly string[]>;
};
