import type { RxStorage } from "rxdb/plugins/core";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { ReadPages } from "./facet.ts";
import { namesProducts, type ReadByProduct } from "./keyed-by-product.ts";
import type { LiveIndex } from "./live-index.ts";
import type { ProductIndex } from "./product-index.ts";
import type { ProfileSource } from "./profile-source.ts";

const SEARCHED: CollectionName = "profiles";
const ACCOUNTS: CollectionName = "accounts";

/** How the indexes read what is stored, without RxDB. */
export type StorageReaders<Internals> = {
  readonly profiles: (internals: Internals, databaseName: string) => ProfileSource;
  readonly pages: (internals: Internals) => ReadPages;
  readonly byProduct: (internals: Internals) => ReadByProduct;
};

/**
 * A storage that keeps the search index up to date with the profiles: loaded when their collection
 * is opened, and updated after every successful write. What else is looked up, such as products,
 * is read when it is first asked for.
 */
export const createIndexedStorage = <Internals, Options>(
  inner: RxStorage<Internals, Options>,
  index: LiveIndex,
  products: ProductIndex,
  readers: StorageReaders<Internals>,
): RxStorage<Internals, Options> => ({
  name: inner.name,
  rxdbVersion: inner.rxdbVersion,
  createStorageInstance: async (params) => {
    const instance = await inner.createStorageInstance(params);
    const followed = (apply: (documents: readonly object[]) => void) => {
      const bulkWrite = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        const result = await bulkWrite(rows, context);
        apply(writtenOf(rows, result));
        return result;
      };
    };
    if (params.collectionName === ACCOUNTS) {
      index.accounts.open(readers.pages(instance.internals));
      followed(index.accounts.apply);
    }
    const keyed = namesProducts(params.collectionName);
    if (keyed !== null) products.openKeyed(keyed, readers.byProduct(instance.internals));
    if (keyed === "products") {
      products.open(readers.pages(instance.internals));
      followed(products.apply);
    }
    if (params.collectionName !== SEARCHED) return instance;
    inBackground(index.load(readers.profiles(instance.internals, params.databaseName)));
    const bulkWrite = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (rows, context) => {
      const documents = rows.map(({ document }) => document);
      const end = await index.begin(documents);
      try {
        const result = await bulkWrite(rows, context);
        index.apply(writtenOf(rows, result));
        return result;
      } finally {
        end();
      }
    };
    return instance;
  },
});

/** The documents that were written. */
const writtenOf = (
  rows: readonly { readonly document: object }[],
  { error }: { readonly error: readonly { readonly documentId: string }[] },
): readonly object[] => {
  const documents = rows.map(({ document }) => document);
  const failed = new Set(error.map(({ documentId }) => documentId));
  return failed.size === 0 ? documents : documents.filter(isNotIn(failed));
};

const isNotIn = (ids: ReadonlySet<string>) => (document: object) =>
  !("id" in document && typeof document.id === "string" && ids.has(document.id));
