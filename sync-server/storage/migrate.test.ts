import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";

describe.for(databases)("on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  test("a new database has every table", async () => {
    const store = await database.open();
    await store.close();
    const again = await database.open();
    expect(again.dialect).toBe(database.name);
  });
});
