import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { type WatchedStorage, watchStorage } from "#renderer/data/testing/watch-storage.ts";
import type { CacheDatabase } from "./cache-schema.ts";
import { openCacheDatabase } from "./open-database.ts";
import { createPullOnlyStorage, type PullOnlyStorage } from "./pull-only-storage.ts";

let watch: WatchedStorage;
let pullOnly: PullOnlyStorage;
let database: CacheDatabase;

beforeEach(async () => {
  watch = watchStorage(createTestDisk().storage());
  pullOnly = createPullOnlyStorage(watch.storage);
  database = await openCacheDatabase(pullOnly.storage, "cache");
});
afterEach(async () => {
  await database.close();
});

const pulled = (id: string) => {
  const document = { id, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: "1-a" };
  return database.profiles.storageInstance.bulkWrite(
    [{ document }],
    "replication-downstream-of-a-pull",
  );
};
const held = async () => (await database.profiles.find({ limit: 10 }).exec()).map(({ id }) => id);

test("after a failed write, a pull writes nothing more until it is resumed", async () => {
  const failures: unknown[] = [];
  pullOnly.failure$.subscribe((failure) => failures.push(failure));
  await pulled("a");
  watch.beforeWrite = () => {
    throw new Error("the disk is full");
  };
  await expect(pulled("b")).rejects.toThrow("the disk is full");
  watch.beforeWrite = () => undefined;
  await expect(pulled("c")).rejects.toThrow("not been restarted");
  expect(failures).toHaveLength(1);
  pullOnly.resume();
  await pulled("d");
  expect(await held()).toEqual(["a", "d"]);
});

test("a conflict is a failure, because RxDB would silently ignore it", async () => {
  const failures: unknown[] = [];
  pullOnly.failure$.subscribe((failure) => failures.push(failure));
  await pulled("a");
  await expect(pulled("a")).rejects.toMatchObject({ status: 409 });
  expect(failures).toHaveLength(1);
});
