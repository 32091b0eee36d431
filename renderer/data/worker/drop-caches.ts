import { isOfCache, isOfSomeCache } from "#renderer/data/database/cache-name.ts";

/**
 * Deletes the databases of every cache except one. A database that is still open is deleted when it
 * is closed.
 */
export const dropCaches = async (keep: string): Promise<void> => {
  const databases = await indexedDB.databases();
  for (const { name = "" } of databases) {
    if (isOfSomeCache(name) && !isOfCache(name, keep)) indexedDB.deleteDatabase(name);
  }
};
