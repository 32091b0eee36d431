import { createRxDatabase, type RxStorage } from "rxdb/plugins/core";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { type CacheCollections, type CacheDatabase, cacheSchemas } from "./cache-schema.ts";
import {
  OUTBOX_NAME,
  type OutboxCollections,
  type OutboxDatabase,
  outboxRowSchema,
} from "./outbox-schema.ts";

export type AnyStorage = RxStorage<unknown, unknown>;

/** Opens or creates the cache of this name, with every collection of the table. */
export const openCacheDatabase = async (
  storage: AnyStorage,
  name: string,
): Promise<CacheDatabase> => {
  const database = await openEmptyCacheDatabase(storage, name);
  await addCacheCollections(database);
  return database;
};

/**
 * Opens or creates the cache of this name without its collections, which count towards RxDB's limit
 * of 13.
 */
export const openEmptyCacheDatabase = (storage: AnyStorage, name: string): Promise<CacheDatabase> =>
  createRxDatabase<CacheCollections>({ ...settings(storage), name });

/** Opens the collections of a cache. If one fails, closes the database, which frees the others. */
export const addCacheCollections = async (database: CacheDatabase): Promise<void> => {
  try {
    await database.addCollections(mapTable(cacheSchemas, (schema) => ({ schema })));
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** Opens or creates the outbox. */
export const openOutboxDatabase = async (storage: AnyStorage): Promise<OutboxDatabase> => {
  const database = await createRxDatabase<OutboxCollections>({
    ...settings(storage),
    name: OUTBOX_NAME,
  });
  await database.addCollections({
    commands: { schema: outboxRowSchema },
    quarantine: { schema: outboxRowSchema },
    device: { schema: outboxRowSchema },
  });
  return database;
};

const settings = (storage: AnyStorage) => ({
  storage,
  // Only one window opens the data. A second one is refused before it gets here.
  multiInstance: false,
  // RxDB's own hash needs `crypto.subtle`, which a page over plain HTTP doesn't have.
  hashFunction: async (input: string | ArrayBuffer | Blob) =>
    sha256Hex(typeof input === "string" ? input : await new Response(input).text()),
});
