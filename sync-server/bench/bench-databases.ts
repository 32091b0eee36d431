import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 } from "uuid";
import { instant } from "#shared/kernel/time.ts";
import { DATABASE_FILE, openStore, type StoreOptions } from "#sync-server/open-store.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { createProgrammeCache } from "#sync-server/storage/incentive/programme-cache.ts";
import { type Execute, kyselyOver } from "#sync-server/storage/kysely-over.ts";
import { listStatistics } from "#sync-server/storage/migrations/0003-list-statistics.ts";
import { getTypeParser, openPostgres } from "#sync-server/storage/postgres.ts";
import { runWrite } from "#sync-server/storage/run-write.ts";
import type { DialectName, Sql, WriteContext, WriteDeps } from "#sync-server/storage/sql.ts";
import { openSqlite } from "#sync-server/storage/sqlite.ts";
import { runText } from "#sync-server/storage/statement.ts";
import { transactOn } from "#sync-server/storage/writer.ts";
import {
  findPostgres,
  type PostgresCluster,
  startPostgres,
} from "#sync-server/testing/postgres-cluster.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";
import {
  type RecordedTransaction,
  recording,
  replayOnPostgres,
  replayOnSqlite,
} from "./recorded-sql.ts";

/** One database of a benchmark. Both kinds wait for the disk, as in a shop. */
export type BenchDatabase = {
  readonly dialect: DialectName;
  readonly options: StoreOptions;
  /** A copy with the same rows. Nothing may be connected to the original. */
  readonly copy: () => Promise<BenchDatabase>;
  /** Runs functions in one transaction. */
  readonly transact: <T>(work: (deps: WriteDeps) => Promise<T>) => Promise<T>;
  /**
   * Runs a bulk load in one transaction, without checking references and with the indexes of these
   * tables made afterwards.
   */
  readonly load: (
    tables: readonly string[],
    work: (deps: WriteDeps) => Promise<void>,
  ) => Promise<void>;
  /** Runs writes in order in one transaction that is rolled back, and records their SQL. */
  readonly record: (
    writes: readonly ((deps: WriteDeps) => Promise<unknown>)[],
  ) => Promise<readonly RecordedTransaction[]>;
  /**
   * Runs recorded SQL without any of our code; returns transactions per second. See
   * `replayOnPostgres` for the references.
   */
  readonly replay: (
    transactions: readonly RecordedTransaction[],
    clients: number,
    checksReferences?: boolean,
  ) => Promise<number>;
  /** Does what a database would do by itself some time after a bulk load. */
  readonly settle: () => Promise<void>;
};

/** Creates the databases that this machine can run, and removes them afterwards. */
export const withBenchDatabases = async <T>(
  work: (databases: readonly BenchDatabase[]) => Promise<T>,
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"));
  let cluster: PostgresCluster | null = null;
  try {
    if (findPostgres()) cluster = await startPostgres(join(folder, "cluster"), { isDurable: true });
    else console.log("PostgreSQL was not found: its figures are left out.");
    const sqlite = await sqliteDatabase(join(folder, "first"));
    return await work(cluster ? [sqlite, await postgresDatabase(cluster.urlOf)] : [sqlite]);
  } finally {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const programmes = createProgrammeCache();

const contextOf = (sql: Sql, dialect: DialectName): WriteContext => ({
  sql,
  dialect,
  tenantId: BENCH_TENANT,
  programmes,
  now: instant(Date.now()),
  actor: "command-line",
  newId: v7,
});

/** The indexes of some tables that a bulk load can do without. */
const INDEXES = {
  sqlite: (tables: string) => `select name, sql as text from sqlite_master
    where type = 'index' and sql is not null and tbl_name in (${tables})`,
  postgres: (tables: string) => `select indexname as name, indexdef as text from pg_indexes
    where tablename in (${tables}) and indexname not in (select conname from pg_constraint)`,
} as const;

const loadWithoutIndexes = async (
  deps: WriteDeps,
  tables: readonly string[],
  work: (deps: WriteDeps) => Promise<void>,
): Promise<void> => {
  const named = tables.map((table) => `'${table}'`).join(", ");
  type Index = { readonly name: string; readonly text: string };
  const indexes = await runText<Index>(deps, INDEXES[deps.dialect](named), []);
  for (const { name } of indexes) await runText(deps, `drop index ${name}`, []);
  await work(deps);
  for (const { text } of indexes) await runText(deps, text, []);
  // Dropping an index has dropped what SQLite is told of it.
  for (const text of listStatistics(dialectOf(deps.dialect))) await runText(deps, text, []);
};

const recordOn = async (
  dialect: DialectName,
  execute: Execute,
  writes: readonly ((deps: WriteDeps) => Promise<unknown>)[],
): Promise<readonly RecordedTransaction[]> => {
  const recorder = recording(execute);
  const sql = kyselyOver(dialect, recorder.execute);
  const transactions: RecordedTransaction[] = [];
  for (const write of writes) {
    await runWrite(contextOf(sql, dialect), write);
    transactions.push(recorder.take());
  }
  return transactions;
};

const sqliteDatabase = async (dataDir: string): Promise<BenchDatabase> => {
  const path = join(dataDir, DATABASE_FILE);
  const options = { dataDir };
  await (await openStore(options)).close();
  let copies = 0;
  return {
    dialect: "sqlite",
    options,
    copy: async () => {
      const target = `${dataDir}-${copies++}`;
      mkdirSync(target, { mode: 0o700 });
      copyFileSync(path, join(target, DATABASE_FILE));
      return await sqliteDatabase(target);
    },
    transact: async (work) => {
      const connection = openSqlite(path, "write");
      try {
        const write = (sql: Sql) => runWrite(contextOf(sql, "sqlite"), work);
        return (await transactOn(connection)(write)).output;
      } finally {
        connection.database.close();
      }
    },
    load: async (tables, work) => {
      const connection = openSqlite(path, "write");
      try {
        for (const pragma of ["foreign_keys = off", "synchronous = off", "cache_size = -500000"]) {
          connection.database.exec(`pragma ${pragma}`);
        }
        await transactOn(connection)((sql) =>
          runWrite(contextOf(sql, "sqlite"), (deps) => loadWithoutIndexes(deps, tables, work)),
        );
        connection.database.exec("pragma wal_checkpoint(truncate)");
      } finally {
        connection.database.close();
      }
    },
    record: async (writes) => {
      const { database, execute } = openSqlite(path, "write");
      database.exec("begin");
      const transactions = await recordOn("sqlite", execute, writes);
      database.exec("rollback");
      database.close();
      return transactions;
    },
    replay: async (transactions, clients) => replayOnSqlite(path, transactions, clients),
    settle: async () => {},
  };
};

const postgresDatabase = async (
  urlOf: (database: string) => string,
  name = "postgres",
): Promise<BenchDatabase> => {
  const url = urlOf(name);
  const options = { dataDir: "", databaseUrl: url, databasePool: 16 };
  await (await openStore(options)).close();
  let copies = 0;
  return {
    dialect: "postgres",
    options,
    copy: async () => {
      const target = `${name}_${copies++}`;
      await send(urlOf("template1"), `create database ${target} template ${name}`);
      return await postgresDatabase(urlOf, target);
    },
    transact: async (work) => {
      const connection = openPostgres(url, 1);
      try {
        const write = (sql: Sql) => runWrite(contextOf(sql, "postgres"), work);
        return (await connection.transact(BENCH_TENANT, write)).output;
      } finally {
        await connection.close();
      }
    },
    load: async (tables, work) => {
      const connection = openPostgres(url, 1, { isOwner: true });
      const settings = ["session_replication_role = replica", "statement_timeout = 0"];
      const memory = ["work_mem = '256MB'", "maintenance_work_mem = '256MB'"];
      try {
        await connection.transact(BENCH_TENANT, (sql) =>
          runWrite(contextOf(sql, "postgres"), async (deps) => {
            for (const setting of [...settings, ...memory]) {
              await runText(deps, `set local ${setting}`, []);
            }
            await loadWithoutIndexes(deps, tables, work);
          }),
        );
      } finally {
        await connection.close();
      }
    },
    record: async (writes) => {
      const options = { connectionString: url, pipeline: true, types: { getTypeParser } };
      const client = new pg.Client(options);
      await client.connect();
      const execute: Execute = async (text, parameters) => {
        const { rows, rowCount } = await client.query({ text, values: [...parameters] });
        return { rows, changes: rowCount ?? 0 };
      };
      await client.query("begin");
      const transactions = await recordOn("postgres", execute, writes);
      await client.query("rollback");
      await client.end();
      return transactions;
    },
    replay: (...recorded) => replayOnPostgres(url, ...recorded),
    settle: () => send(url, "vacuum analyze"),
  };
};

const send = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
};
