import { CACHE_NAME_PREFIX } from "#renderer/data/database/cache-schema.ts";

/** How RxDB's Dexie storage begins the name of each of its databases. */
const DEXIE_PREFIX = "rxdb-dexie-";

/** Deletes the databases of every cache but this one; one that is still open goes when it is closed. */
export const dropCaches = async (keep: string): Promise<void> => {
  const databases = await indexedDB.databases();
  for (const { name = "" } of databases) {
    const isCache = name.startsWith(DEXIE_PREFIX + CACHE_NAME_PREFIX);
    if (isCache && !name.startsWith(`${DEXIE_PREFIX}${keep}--`)) indexedDB.deleteDatabase(name);
  }
};
