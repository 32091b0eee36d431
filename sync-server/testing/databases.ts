import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { v7 } from "uuid";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { DATABASE_FILE, openStore, type StoreOptions } from "#sync-server/open-store.ts";
import { openPostgres, type PostgresConnection } from "#sync-server/storage/postgres.ts";
import type { DialectName, WriteDeps } from "#sync-server/storage/sql.ts";
import { openSqlite, type SqliteConnection } from "#sync-server/storage/sqlite.ts";
import type { Store } from "#sync-server/storage/store.ts";
import { transactOn } from "#sync-server/storage/writer.ts";
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  hasPostgres,
  mustHaveAll,
} from "./shared-postgres.ts";

/** A real, empty database of one of the two kinds. */
export type TestDatabase = {
  readonly name: DialectName;
  /** What a server, or a second store, is opened with to use the same one. */
  readonly options: Pick<StoreOptions, "databaseUrl" | "dataDir">;
  readonly open: (options?: Partial<StoreOptions>) => Promise<Store>;
  /** Runs functions of stores and domain folders in one transaction, without the thread of a store. */
  readonly transact: <T>(work: (deps: WriteDeps) => Promise<T>, at?: Instant) => Promise<T>;
  /** Runs SQL past the stores: for looking, and for doing damage. Placeholders are its own. */
  readonly run: (
    text: string,
    parameters?: readonly (string | number | null)[],
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Closes every store that was opened on it, and takes it away. */
  readonly drop: () => Promise<void>;
};

/**
 * What a suite runs on, for `describe.for(databases)`: both databases, or SQLite alone where there is
 * no PostgreSQL (which the run's set-up has said). Under REGULARS_REQUIRE_ALL=1 it fails instead.
 */
export const databases: readonly {
  readonly name: DialectName;
  /** A database with the newest tables and its epoch. */
  readonly create: () => Promise<TestDatabase>;
}[] = [
  { name: "sqlite", create: () => prepared(createSqlite()) },
  ...(hasPostgres() || mustHaveAll()
    ? [{ name: "postgres" as const, create: () => prepared(createPostgres()) }]
    : []),
];

/** The first store makes the tables. */
const prepared = async (creation: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await creation;
  const store = await database.open();
  await store.close();
  return database;
};

const createSqlite = async (): Promise<TestDatabase> => {
  const dataDir = mkdtempSync(join(tmpdir(), "regulars-sqlite-"));
  const options = { databaseUrl: null, dataDir };
  const stores = openStores(options);
  let writer: SqliteConnection | null = null;
  return {
    name: "sqlite",
    options,
    open: stores.open,
    transact: async (work, at = instant(Date.now())) => {
      writer ??= openSqlite(join(dataDir, DATABASE_FILE), "write");
      return transactOn(writer)((sql) => work(writeDeps(sql, "sqlite", at)));
    },
    run: async (text, parameters = []) => {
      const database = new DatabaseSync(join(dataDir, DATABASE_FILE), { timeout: 10_000 });
      try {
        return database.prepare(text).all(...parameters);
      } finally {
        database.close();
      }
    },
    drop: async () => {
      writer?.database.close();
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const createPostgres = async (): Promise<TestDatabase> => {
  const databaseUrl = await createPostgresDatabase();
  const options = { databaseUrl, dataDir: tmpdir() };
  const stores = openStores(options);
  let connection: PostgresConnection | null = null;
  return {
    name: "postgres",
    options,
    open: stores.open,
    transact: async (work, at = instant(Date.now())) => {
      connection ??= openPostgres(databaseUrl, 20);
      return connection.transact((sql) => work(writeDeps(sql, "postgres", at)));
    },
    run: async (text, parameters = []) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        return (await client.query(text, [...parameters])).rows;
      } finally {
        await client.end();
      }
    },
    drop: async () => {
      await connection?.close();
      await stores.close();
      await dropPostgresDatabase(databaseUrl);
    },
  };
};

/** The tenant that tests write under. */
export const TEST_TENANT = tenantIdSchema.parse("test");

const writeDeps = (sql: WriteDeps["sql"], dialect: DialectName, now: Instant): WriteDeps => ({
  sql,
  dialect,
  tenantId: TEST_TENANT,
  now,
  newId: v7,
});

const openStores = (options: StoreOptions) => {
  const open = new Set<Store>();
  return {
    open: async (more: Partial<StoreOptions> = {}): Promise<Store> => {
      const store = await openStore({ ...options, databasePool: 8, ...more });
      const close = async () => {
        if (open.delete(tracked)) await store.close();
      };
      const tracked = { ...store, close };
      open.add(tracked);
      return tracked;
    },
    close: async (): Promise<void> => {
      await Promise.all([...open].map((store) => store.close()));
    },
  };
};
