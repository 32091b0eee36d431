import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/list.ts";
import { migratePostgres } from "./migrations/migrate-postgres.ts";
import { readServerIdentity } from "./server-identity-store.ts";

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL("../testing/open-and-close.ts", import.meta.url));

describe.for(databases)("migrations on $name", ({ createEmpty }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createEmpty();
  });
  afterEach(() => database.drop());

  const numbers = async () => {
    const rows = await database.run("select number from schema_migrations order by number");
    return rows.map((row) => row["number"]);
  };

  test("a new database gets every table, and a permanent epoch", async () => {
    const store = await database.open();
    const { epoch } = await readServerIdentity(store.read(TEST_TENANT));
    await store.close();
    const again = await database.open();
    expect(await readServerIdentity(again.read(TEST_TENANT))).toMatchObject({ epoch });
    expect(await numbers()).toEqual(migrations.map(({ number }) => number));
  });

  test("four servers starting at once leave one complete schema", async () => {
    const { dataDir, databaseUrl } = database.options;
    const args = [PROGRAM, "--data", dataDir, "--url", databaseUrl ?? ""];
    await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, args)));
    expect(await numbers()).toEqual(migrations.map(({ number }) => number));
  });

  test("a migration that fails leaves nothing behind", async () => {
    await (await database.open()).close();
    const next = (migrations.at(-1)?.number ?? 0) + 1;
    const broken = {
      number: next,
      name: "broken",
      statements: () => [
        "create table half_done (id integer)",
        "create table half_done (id integer)",
      ],
    };
    const { databaseUrl } = database.options;
    const migrated = databaseUrl
      ? migratePostgres(databaseUrl, [...migrations, broken])
      : migrate(
          { dialect: "sqlite", transact: (work) => database.transact((deps) => work(deps.sql)) },
          [...migrations, broken],
        );
    await expect(migrated).rejects.toThrow(/half_done/);
    expect(await numbers()).not.toContain(next);
    await expect(database.run("select * from half_done")).rejects.toThrow();
  });

  test("a newer server's database is refused with a way to fix it", async () => {
    await (await database.open()).close();
    await database.run("insert into schema_migrations (number, name) values (999, 'later')");
    await expect(database.open()).rejects.toThrow(/newer server.*Start that version/s);
  });
});
