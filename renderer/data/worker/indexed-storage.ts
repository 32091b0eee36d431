import type { RxStorage } from "rxdb/plugins/core";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { LiveIndex } from "./live-index.ts";
import type { ProfileSource } from "./profile-source.ts";

const SEARCHED: CollectionName = "profiles";

/**
 * A storage that keeps the search index up to date with the profiles: loaded when their collection
 * is opened, and updated after every successful write. `sourceOf` reads profiles without RxDB.
 */
export const createIndexedStorage = <Internals, Options>(
  inner: RxStorage<Internals, Options>,
  index: LiveIndex,
  sourceOf: (internals: Internals, databaseName: string) => ProfileSource,
): RxStorage<Internals, Options> => ({
  name: inner.name,
  rxdbVersion: inner.rxdbVersion,
  createStorageInstance: async (params) => {
    const instance = await inner.createStorageInstance(params);
    if (params.collectionName !== SEARCHED) return instance;
    inBackground(index.load(sourceOf(instance.internals, params.databaseName)));
    const bulkWrite = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (rows, context) => {
      const documents = rows.map(({ document }) => document);
      const end = await index.begin(documents);
      try {
        const result = await bulkWrite(rows, context);
        const failed = new Set(result.error.map(({ documentId }) => documentId));
        index.apply(failed.size === 0 ? documents : documents.filter(isNotIn(failed)));
        return result;
      } finally {
        end();
      }
    };
    return instance;
  },
});

const isNotIn = (ids: ReadonlySet<string>) => (document: object) =>
  !("id" in document && typeof document.id === "string" && ids.has(document.id));
