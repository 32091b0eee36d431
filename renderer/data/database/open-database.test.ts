import { expect, test } from "vitest";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { collectionNames } from "#shared/sync/collections.ts";
import { cacheName } from "./cache-schema.ts";
import { openCacheDatabase, openOutboxDatabase } from "./open-database.ts";

/** RxDB's open core opens at most 13. A cache that is replaced is closed before the next opens. */
const RXDB_COLLECTIONS_MAX = 13;

test("a device opens every collection, within RxDB's limit", async () => {
  const disk = createTestDisk();
  const cache = await openCacheDatabase(disk.storage(), cacheName(1));
  const outbox = await openOutboxDatabase(disk.storage());
  const opened = Object.keys(cache.collections);
  expect(opened).toEqual(collectionNames);
  const count = opened.length + Object.keys(outbox.collections).length;
  expect(count).toBeLessThanOrEqual(RXDB_COLLECTIONS_MAX);
  await cache.close();
  await outbox.close();
});
