import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { v7 } from "uuid";
import { type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import {
  DATABASE_FILE,
  openStore,
  type StoreOptions,
  type Threads,
} from "#sync-server/open-store.ts";
import { createProgrammeCache } from "#sync-server/storage/incentive/programme-cache.ts";
import { migrate } from "#sync-server/storage/migrate.ts";
import {
  getTypeParser,
  openPostgres,
  type PostgresConnection,
} from "#sync-server/storage/postgres.ts";
import { runWrite } from "#sync-server/storage/run-write.ts";
import { insertServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { DialectName, Sql, WriteDeps } from "#sync-server/storage/sql.ts";
import { openSqlite, type SqliteConnection } from "#sync-server/storage/sqlite.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { transactOn } from "#sync-server/storage/writer.ts";
import type { Store } from "#sync-server/store.ts";
import { bundledProgram } from "./bundled-program.ts";
import { onceARun, runFolder } from "./once-a-run.ts";
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  hasPostgres,
  mustHaveAll,
} from "./shared-postgres.ts";

/** A real, empty database of one of the two kinds. */
export type TestDatabase = {
  readonly name: DialectName;
  /** Opens a server, or a second store, on the same database. */
  readonly options: Pick<StoreOptions, "databaseUrl" | "dataDir">;
  readonly open: (options?: Partial<StoreOptions>) => Promise<Store>;
  /** Runs functions of stores and domain folders in one transaction, without a store's thread. */
  readonly transact: <T>(
    work: (deps: WriteDeps) => Promise<T>,
    at?: Instant,
    tenantId?: TenantId,
  ) => Promise<T>;
  /**
   * Runs SQL without the stores, to inspect or damage data. Placeholders are the database's own.
   */
  readonly run: (
    text: string,
    parameters?: readonly (string | number | null)[],
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Closes every store that was opened on it, and deletes it. */
  readonly drop: () => Promise<void>;
};

/**
 * The databases that a suite runs on, for `describe.for(databases)`: both, or only SQLite if there
 * is no PostgreSQL (which the run's set-up reports). Under REGULARS_REQUIRE_ALL=1 it fails instead.
 */
export const databases: readonly {
  readonly name: DialectName;
  /** A database with the newest tables and its own epoch. */
  readonly create: () => Promise<TestDatabase>;
  /** A database that no server has ever opened. */
  readonly createEmpty: () => Promise<TestDatabase>;
}[] = [
  {
    name: "sqlite",
    create: () => withEpoch(createSqlite("migrated")),
    createEmpty: () => createSqlite("empty"),
  },
  ...(hasPostgres() || mustHaveAll()
    ? [
        {
          name: "postgres" as const,
          create: () => withEpoch(createPostgres("migrated")),
          createEmpty: () => createPostgres("empty"),
        },
      ]
    : []),
];

/** Each gets its own epoch, although the tables are copied. */
const withEpoch = async (creation: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await creation;
  await database.transact((deps) => insertServerIdentity(deps, deps.newId()));
  return database;
};

const createSqlite = async (kind: "migrated" | "empty"): Promise<TestDatabase> => {
  const dataDir = mkdtempSync(join(tmpdir(), "regulars-sqlite-"));
  if (kind === "migrated") {
    copyFileSync(await onceARun("sqlite", makeSqliteTemplate), join(dataDir, DATABASE_FILE));
  }
  const options = { databaseUrl: null, dataDir };
  const stores = openStores(options);
  const programmes = createProgrammeCache();
  let writer: SqliteConnection | null = null;
  let own: DatabaseSync | null = null;
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: "sqlite",
    options,
    open: stores.open,
    transact: (work, at = instant(Date.now()), tenantId = TEST_TENANT) => {
      writer ??= openSqlite(join(dataDir, DATABASE_FILE), "write");
      const transact = transactOn(writer);
      const write = (sql: Sql) =>
        runWrite({ ...contextOf(sql, at, tenantId), dialect: "sqlite", programmes }, work);
      // A connection holds one transaction, so each waits for the previous one.
      const done = last.then(async () => (await transact(write)).output);
      last = done.catch(() => {});
      return done;
    },
    run: async (text, parameters = []) => {
      own ??= new DatabaseSync(join(dataDir, DATABASE_FILE), { timeout: 10_000 });
      return own.prepare(text).all(...parameters);
    },
    drop: async () => {
      own?.close();
      writer?.database.close();
      await stores.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const makeSqliteTemplate = async (): Promise<string> => {
  const path = join(runFolder(), "template.sqlite");
  const connection = openSqlite(path, "write");
  await migrate({ dialect: "sqlite", transact: transactOn(connection) });
  connection.database.close();
  return path;
};

const openPool = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, types: { getTypeParser }, max: 4 });
  // Dropping the database ends connections that haven't quite closed yet.
  pool.on("error", () => {});
  return pool;
};

const createPostgres = async (kind: "migrated" | "empty"): Promise<TestDatabase> => {
  const databaseUrl = await createPostgresDatabase(kind);
  const options = { databaseUrl, dataDir: tmpdir() };
  const stores = openStores(options);
  const programmes = createProgrammeCache();
  let connection: PostgresConnection | null = null;
  let own: pg.Pool | null = null;
  return {
    name: "postgres",
    options,
    open: stores.open,
    transact: async (work, at = instant(Date.now()), tenantId = TEST_TENANT) => {
      connection ??= openPostgres(databaseUrl, 20);
      const write = (sql: Sql) =>
        runWrite({ ...contextOf(sql, at, tenantId), dialect: "postgres", programmes }, work);
      return (await connection.transact(tenantId, write)).output;
    },
    run: async (text, parameters = []) => {
      // Kept: a new connection takes many times as long as most queries.
      own ??= openPool(databaseUrl);
      return (await own.query(text, [...parameters])).rows;
    },
    drop: async () => {
      await own?.end();
      await connection?.close();
      await stores.close();
      await dropPostgresDatabase(databaseUrl);
    },
  };
};

/** The tenant that tests use. */
export const TEST_TENANT = tenantIdSchema.parse("test");

const contextOf = (sql: Sql, now: Instant, tenantId: TenantId) => ({
  sql,
  tenantId,
  now,
  actor: "command-line" as const,
  newId: v7,
});

const threads = async (): Promise<Threads> => ({
  writer: pathToFileURL(await bundledProgram("writer-worker")),
  checkpoints: pathToFileURL(await bundledProgram("checkpoint-worker")),
});

const openStores = (options: StoreOptions) => {
  const open = new Set<Store>();
  const usual = { databasePool: 8, isStrict: true };
  return {
    open: async (more: Partial<StoreOptions> = {}): Promise<Store> => {
      const store = await openStore({ ...options, ...usual, threads: await threads(), ...more });
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

/** How many rows each table has, of all tenants: to show that something writes nothing. */
export const countRows = async (
  database: TestDatabase,
  tables: readonly (keyof Tables)[],
): Promise<readonly (readonly [string, unknown])[]> => {
  const counts: [string, unknown][] = [];
  for (const table of tables) {
    const [row] = await database.run(`select count(*) as n from ${table}`);
    counts.push([table, Number(row?.["n"])]);
  }
  return counts;
};
