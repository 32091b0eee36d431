import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { dexieByProduct, dexiePages, dexieProfiles } from "./dexie-profiles.ts";
import { dropCaches } from "./drop-caches.ts";
import { exposeStorage } from "./expose-storage.ts";
import { createIndexedStorage } from "./indexed-storage.ts";
import { leanSettings, rememberKeys } from "./lean-dexie.ts";
import { createLiveIndex } from "./live-index.ts";
import { createProductIndex } from "./product-index.ts";
import { answerCalls, answering } from "./worker-calls.ts";
import { cacheVerbs } from "./worker-verbs.ts";

const post = (message: object) => postMessage(message);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const index = createLiveIndex(sleep);
const products = createProductIndex(sleep);
const dexie = getRxStorageDexie(leanSettings);
const createInstance = dexie.createStorageInstance.bind(dexie);
dexie.createStorageInstance = async (params) => {
  const instance = await createInstance(params);
  await rememberKeys(instance.internals);
  return instance;
};
const toStorage = exposeStorage(
  createIndexedStorage(dexie, index, products, {
    ...{ profiles: dexieProfiles, pages: dexiePages, byProduct: dexieByProduct },
  }),
  post,
);
const toVerbs = answerCalls(
  [
    answering(cacheVerbs.search, ({ text, limit, phone }) => index.search(text, limit, phone)),
    answering(cacheVerbs.findByIdentifier, ({ identifier }) => index.findByIdentifier(identifier)),
    answering(cacheVerbs.list, index.list),
    answering(cacheVerbs.figures, index.figures),
    answering(cacheVerbs.searchProducts, ({ text, limit }) => products.search(text, limit)),
    answering(cacheVerbs.listProducts, products.list),
    answering(cacheVerbs.underTopic, ({ collection, ...range }) =>
      products.under(collection, range),
    ),
    answering(cacheVerbs.overlay, async ({ rows }) => {
      await index.overlay(rows);
      return null;
    }),
    answering(cacheVerbs.dropCaches, async ({ keep }) => {
      await dropCaches(keep);
      return null;
    }),
  ],
  post,
);

/** Answers a message to the cache's worker: Dexie and the search index, off the main thread. */
export const answerCache = (message: unknown): void => {
  toStorage(message);
  toVerbs(message);
};
