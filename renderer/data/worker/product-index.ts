import { z } from "zod";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { ProductSearch } from "#renderer/data/query/product-search.ts";
import { createSearchIndexInSlices, type SearchIndex } from "#renderer/search/search-index.ts";
import type { SearchRow } from "#renderer/search/search-row.ts";
import { codesOf, type HeldProduct, heldProductSchema } from "#shared/catalogue/held-product.ts";
import type { ReadPages } from "./facet.ts";
import { inSlices } from "./in-slices.ts";
import type { KeyedCollection, ReadByProduct } from "./keyed-by-product.ts";
import { isFields } from "./read-search-document.ts";

/** The part of a fact that is read here: the other facts are too much for a worker to load. */
const documentSchema = z.object({ product: heldProductSchema });

/** Finds products, and the facts that name them. */
export type ProductIndex = ProductSearch & {
  /** The collection of products has been opened, perhaps in a new cache. */
  readonly open: (readPages: ReadPages) => void;
  /** A collection that names products has been opened. */
  readonly openKeyed: (collection: KeyedCollection, read: ReadByProduct) => void;
  /** Takes in documents of the products collection that have just been written. */
  readonly apply: (documents: readonly unknown[]) => void;
};

type Change = { readonly id: string; readonly row: SearchRow<string> | null };
type Loading = {
  readonly index: Promise<SearchIndex<string>>;
  /** What was written while it was read. */
  readonly since: Change[];
  loaded: SearchIndex<string> | null;
};

/**
 * Creates an index of products, of the kind that finds customers. Nothing is read before somebody
 * looks for a product. `sleep` yields to other work, so that customers are found meanwhile.
 */
export const createProductIndex = (sleep: (ms: number) => Promise<void>): ProductIndex => {
  const keyed = new Map<KeyedCollection, ReadByProduct>();
  let readPages: ReadPages | null = null;
  let loading: Loading | null = null;

  const build = async (since: readonly Change[]): Promise<SearchIndex<string>> => {
    const rows: SearchRow<string>[] = [];
    for await (const page of readPages?.() ?? []) {
      for (const document of page) {
        const row = readChange(document)?.row;
        if (row) rows.push(row);
      }
      await sleep(0);
    }
    const index = await inSlices(createSearchIndexInSlices(rows), sleep);
    enter(index, since);
    return index;
  };

  const load = (): Promise<SearchIndex<string>> => {
    if (loading !== null) return loading.index;
    const since: Change[] = [];
    const started: Loading = { index: build(since), since, loaded: null };
    loading = started;
    inBackground(
      started.index.then((index) => {
        started.loaded = index;
      }),
    );
    return started.index;
  };

  return {
    open: (pages) => {
      readPages = pages;
      loading = null;
    },
    openKeyed: (collection, read) => {
      keyed.set(collection, read);
    },
    apply: (documents) => {
      if (loading === null) return;
      const changes = documents.flatMap((document) => readChange(document) ?? []);
      if (loading.loaded === null) return void loading.since.push(...changes);
      enter(loading.loaded, changes);
      if (loading.loaded.needsRebuild)
        inBackground(inSlices(loading.loaded.rebuildInSlices(), sleep));
    },
    search: async (text, limit) => {
      const { hits } = (await load()).search(text, limit);
      return hits.map(({ id, exact }) => ({ id, exact }));
    },
    list: async (page) => (await load()).list({ show: "all", homeId: null, ...page }),
    under: async (collection, range) => (await keyed.get(collection)?.(range)) ?? [],
  };
};

/** Applies changes in their order. */
const enter = (index: SearchIndex<string>, changes: readonly Change[]): void => {
  const last = new Map(changes.map((change) => [change.id, change]));
  for (const { id, row } of last.values()) if (!row) index.remove(id);
  index.upsertAll([...last.values()].flatMap(({ row }) => row ?? []));
};

/** What a stored document changes; null if it is no product. */
const readChange = (document: unknown): Change | null => {
  if (!isFields(document) || typeof document["id"] !== "string") return null;
  const { id } = document;
  // Dexie can't index booleans, so RxDB stores them as digits.
  if (document["_deleted"] === true || document["_deleted"] === "1") return { id, row: null };
  const fact = documentSchema.safeParse(document).data;
  return fact ? { id, row: rowOf(id, fact.product) } : null;
};

/** A product as somebody with a name: by its title it is sorted. */
const rowOf = (id: string, product: HeldProduct): SearchRow<string> => ({
  id,
  firstName: [product.brand, product.category].filter(Boolean).join(" "),
  lastName: product.title,
  ...{ email: null, phone: null },
  identifiers: codesOf(product),
});
