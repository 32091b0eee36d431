import { expect, test } from "vitest";
import { cacheName } from "#renderer/data/database/cache-schema.ts";
import { openCacheDatabase } from "#renderer/data/database/open-database.ts";
import { createPullOnlyStorage } from "#renderer/data/database/pull-only-storage.ts";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { readAccountsById, readProfilesById } from "./fact-queries.ts";

test("a cache reads as empty from the moment that it is being closed", async () => {
  const pullOnly = createPullOnlyStorage(createTestDisk().storage());
  const name = cacheName(1);
  const database = await openCacheDatabase(pullOnly.storage, name);
  const cache = { name, database, pullOnly, isComplete: true };
  const ids = [profileIdSchema.parse("0190a000-0000-7000-8000-000000000001")];

  let isClosed = false;
  const closed = database.close().then(() => {
    isClosed = true;
  });
  while (!isClosed) {
    expect(await readProfilesById(cache, ids)).toEqual([]);
    expect(await readAccountsById(cache, ids)).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  expect(await readProfilesById(cache, ids)).toEqual([]);
});
