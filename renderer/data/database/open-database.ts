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
  const database = await createRxDatabase<CacheCollections>({ ...settings(storage), name });
  await database.addCollections(mapTable(cacheSchemas, (schema) => ({ schema })));
  return database;
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
