/** How the name of every cache database begins. */
export const CACHE_NAME_PREFIX = "regulars-cache-";

/** How RxDB's Dexie storage begins the name of each database that it makes for one of ours. */
const DEXIE_PREFIX = "rxdb-dexie-";

/** Whether an IndexedDB database belongs to some cache. */
export const isOfSomeCache = (name: string): boolean =>
  name.startsWith(DEXIE_PREFIX + CACHE_NAME_PREFIX);

/** Whether it belongs to the cache of this name. */
export const isOfCache = (name: string, cache: string): boolean =>
  name.startsWith(`${DEXIE_PREFIX}${cache}--`);

/** A database of ours that lives and is dropped with the cache of this name. */
export const besideCache = (cache: string, what: string): string =>
  `${DEXIE_PREFIX}${cache}--${what}`;
