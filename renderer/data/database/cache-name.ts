/** The prefix of every cache database's name. */
export const CACHE_NAME_PREFIX = "regulars-cache-";

/** The prefix that RxDB's Dexie storage adds to our database names. */
const DEXIE_PREFIX = "rxdb-dexie-";

/** Whether an IndexedDB database belongs to any cache. */
export const isOfSomeCache = (name: string): boolean =>
  name.startsWith(DEXIE_PREFIX + CACHE_NAME_PREFIX);

/** Whether it belongs to the cache of this name. */
export const isOfCache = (name: string, cache: string): boolean =>
  name.startsWith(`${DEXIE_PREFIX}${cache}--`);

/** The name of a database of our own that is dropped together with a cache. */
export const besideCache = (cache: string, what: string): string =>
  `${DEXIE_PREFIX}${cache}--${what}`;
