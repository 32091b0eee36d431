import type { RxStorage } from "rxdb/plugins/core";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { ReadPages } from "./facet.ts";
import type { LiveIndex } from "./live-index.ts";
import type { ProfileSource } from "./profile-source.ts";

const SEARCHED: CollectionName = "profiles";
const ACCOUNTS: CollectionName = "accounts";

/**
 * A storage that keeps the search index up to date with the profiles: loaded when their collection
 * is opened, and updated after every successful write. `sourceOf` reads profiles without RxDB, and
 * `pagesOf` the accounts.
 */
export const createIndexedStorage = <Internals, Options>(
  inner: RxStorage<Internals, Options>,
  index: LiveIndex,
  sourceOf: (internals: Internals, databaseName: string) => ProfileSource,
  pagesOf: (internals: Internals) => ReadPages,
): RxStorage<Internals, Options> => ({
  name: inner.name,
  rxdbVersion: inner.rxdbVersion,
  createStorageInstance: async (params) => {
    const instance = await inner.createStorageInstance(params);
    if (params.collectionName === ACCOUNTS) {
      index.accounts.open(pagesOf(instance.internals));
      const bulkWrite = instance.bulkWrite.bind(instance);
      instance.bulkWrite = async (rows, context) => {
        const result = await bulkWrite(rows, context);
        index.accounts.apply(writtenOf(rows, result));
        return result;
      };
    }
    if (params.collectionName !== SEARCHED) return instance;
    inBackground(index.load(sourceOf(instance.internals, params.databaseName)));
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
