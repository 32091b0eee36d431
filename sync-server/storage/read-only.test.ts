import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "#sync-server/store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import type { Tables } from "./tables.ts";

describe.for(databases)("reads on $name", ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await create();
    store = await database.open();
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const write = (connection: Kysely<Tables>) =>
    sql`delete from feed where tenant_id = ${TEST_TENANT}`.execute(connection);

  test("can't write, not even on a snapshot", async () => {
    await expect(write(store.read(TEST_TENANT).sql)).rejects.toThrow(/read-?only/);
    const onSnapshot = store.snapshot(TEST_TENANT, (deps) => write(deps.sql));
    await expect(onSnapshot).rejects.toThrow(/read-?only/);
  });

  test("leave the connection to the writes that come after", async () => {
    await database.transact((deps) => write(deps.sql));
    const written = await store.write("tryWrite", TEST_TENANT, undefined);
    expect(written).toBeUndefined();
  });
});
