import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { TenantId } from "#shared/kernel/ids.ts";
import { kyselyOver } from "#sync-server/storage/kysely-over.ts";
import { migrate } from "#sync-server/storage/migrate.ts";
import { insertServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { DialectName, Sql } from "#sync-server/storage/sql.ts";
import { openSqlite } from "#sync-server/storage/sqlite.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { transactOn } from "#sync-server/storage/writer.ts";

/** A real database that a simulated server opens, closes and reopens. */
export type SimDatabase = {
  readonly dialect: DialectName;
  readonly open: (tenantId: TenantId) => SimConnection;
  /** A copy of it while nobody has it open; null if that isn't so easy. */
  readonly copy: (() => SimDatabase) | null;
  /** Deletes it. */
  readonly drop: () => Promise<void>;
};

export type SimConnection = {
  readonly read: Sql;
  readonly transact: <T>(work: (sql: Kysely<Tables>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/**
 * The epoch of every simulated server: normally random, but a seed must always give the same
 * history.
 */
const EPOCH = "00000000-0000-7000-8000-000000000001";

/** A new SQLite file, copied from one that was migrated once for this process. */
export const createSqliteDatabase = async (): Promise<SimDatabase> => {
  template ??= createTemplate();
  return databaseOf(await template);
};

const databaseOf = (bytes: Uint8Array): SimDatabase => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-simulation-"));
  const path = join(folder, "regulars.sqlite");
  writeFileSync(path, bytes);
  return {
    dialect: "sqlite",
    open: () => openSqliteFile(path),
    copy: () => databaseOf(readFileSync(path)),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

const openSqliteFile = (path: string): SimConnection => {
  const connection = openSqlite(path, "write");
  // Power never fails here, and no one else opens the file: other tests cover both.
  connection.database.exec("pragma locking_mode = exclusive");
  connection.database.exec("pragma synchronous = off");
  return {
    read: kyselyOver("sqlite", connection.execute),
    transact: transactOn(connection),
    close: async () => connection.database.close(),
  };
};

let template: Promise<Uint8Array> | null = null;

const createTemplate = async (): Promise<Uint8Array> => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-simulation-template-"));
  const path = join(folder, "template.sqlite");
  const connection = openSqliteFile(path);
  await prepare("sqlite", connection);
  await connection.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true, force: true });
  return bytes;
};

const prepare = async (dialect: DialectName, { transact }: SimConnection): Promise<void> => {
  await migrate({ dialect, transact });
  await transact((sql) => insertServerIdentity({ sql }, EPOCH));
};
