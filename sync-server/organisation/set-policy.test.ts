import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import type { Store } from "#sync-server/store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { makeTestShop } from "#sync-server/testing/test-shop.ts";

describe.for(databases)("the redemption policy on $name", ({ create }) => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await create();
    store = await database.open();
    await makeTestShop(store);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  test("concurrent changes get a version each, even the first ones", async () => {
    const { version: before, ...input } = await readPolicy(store.read(TEST_TENANT));
    expect(before).toBe(DEFAULT_REDEMPTION_POLICY.version);
    const set = await Promise.all(
      Array.from({ length: 6 }, () => store.write("setPolicy", TEST_TENANT, input)),
    );
    expect(set.map(({ version }) => version - before).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await readPolicy(store.read(TEST_TENANT))).version).toBe(before + 6);
  });
});
