import type { RxStorage } from "rxdb/plugins/core";
import { inBackground } from "#renderer/data/background.ts";
import type { LiveIndex } from "./live-index.ts";

/**
 * A storage that keeps the search index beside the profiles: filled when their collection is opened,
 * and told of every write that has succeeded. `readPages` reads all documents of a collection.
 */
export const createIndexedStorage = <Internals, Options>(
  inner: RxStorage<Internals, Options>,
  index: LiveIndex,
  readPages: (internals: Internals) => AsyncIterable<readonly unknown[]>,
): RxStorage<Internals, Options> => ({
  name: inner.name,
  rxdbVersion: inner.rxdbVersion,
  createStorageInstance: async (params) => {
    const instance = await inner.createStorageInstance(params);
    if (params.collectionName !== "profiles") return instance;
    inBackground(index.load(readPages(instance.internals)));
    const bulkWrite = instance.bulkWrite.bind(instance);
    instance.bulkWrite = async (rows, context) => {
      const result = await bulkWrite(rows, context);
      const failed = new Set(result.error.map(({ documentId }) => documentId));
      const documents = rows.map(({ document }) => document);
      index.apply(failed.size === 0 ? documents : documents.filter(isNotIn(failed)));
      return result;
    };
    return instance;
  },
});

const isNotIn = (ids: ReadonlySet<string>) => (document: object) =>
  !("id" in document && typeof document.id === "string" && ids.has(document.id));
