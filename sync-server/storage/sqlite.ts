import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Kysely } from "kysely";
import { type Execute, kyselyOver } from "./kysely-over.ts";
import type { Tables } from "./tables.ts";

/** The first release without the WAL corruption that 3.7.0 to 3.51.2 can suffer. */
const VERSION_FLOOR = [3, 51, 3] as const;

/** How long one connection waits for another's write. */
const BUSY_TIMEOUT_MS = 10_000;

export type SqliteConnection = {
  /** For transactions, which Kysely doesn't handle here. */
  readonly database: DatabaseSync;
  readonly execute: Execute;
};

/**
 * Opens one connection to the database file. Sets everything that durability depends on *and* reads
 * it back. Throws with one sentence if SQLite is too old or ignores a setting.
 */
export const openSqlite = (path: string, mode: "read" | "write"): SqliteConnection => {
  const database = new DatabaseSync(path, {
    readOnly: mode === "read",
    enableForeignKeyConstraints: true,
    timeout: BUSY_TIMEOUT_MS,
  });
  assertVersion(database);
  // A reader can't change the journal mode; it sees what the writer set.
  if (mode === "write") assertPragma(database, "journal_mode", "wal");
  assertPragma(database, "synchronous", 2, "full");
  assertPragma(database, "foreign_keys", 1, "on");
  assertPragma(database, "trusted_schema", 0, "off");
  assertPragma(database, "cell_size_check", 1, "on");
  // What is deleted or overwritten is zeroed in the file ([I15]).
  assertPragma(database, "secure_delete", 1, "on");
  assertPragma(database, "busy_timeout", BUSY_TIMEOUT_MS);
  return { database, execute: executeOn(database) };
};

/** Runs reads on a snapshot of the database, whatever is committed meanwhile. */
export const sqliteSnapshot = async <T>(
  path: string,
  read: (sql: Kysely<Tables>) => Promise<T>,
): Promise<T> => {
  const { database, execute } = openSqlite(path, "read");
  try {
    database.exec("begin");
    return await read(kyselyOver("sqlite", execute));
  } finally {
    database.close();
  }
};

const assertVersion = (database: DatabaseSync): void => {
  const version = firstValue(database, "select sqlite_version()");
  const parts = String(version).split(".").map(Number);
  const difference = VERSION_FLOOR.map((floor, index) => (parts[index] ?? 0) - floor).find(
    (part) => part !== 0,
  );
  if (difference === undefined || difference > 0) return;
  throw new Error(
    `SQLite ${version} can corrupt its write-ahead log; ${VERSION_FLOOR.join(".")} or newer is needed. ` +
      "Start the server with the Node that `npm ci` installs.",
  );
};

const assertPragma = (
  database: DatabaseSync,
  pragma: string,
  wanted: string | number,
  text: string | number = wanted,
): void => {
  database.exec(`pragma ${pragma} = ${text}`);
  const got = firstValue(database, `pragma ${pragma}`);
  if (got === wanted) return;
  throw new Error(`SQLite ignored "pragma ${pragma} = ${text}": it is still ${got}.`);
};

const firstValue = (database: DatabaseSync, text: string): unknown =>
  Object.values(database.prepare(text).get() ?? {})[0];

/** More statements than the server ever uses; any beyond that are prepared again. */
const PREPARED_MAX = 500;

/** Runs statements, preparing each one once. */
const executeOn = (database: DatabaseSync): Execute => {
  const prepared = new Map<string, Prepared>();
  const prepare = (text: string): Prepared => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    const columns = statement.columns().map(({ name }) => name);
    // Node makes a row as an object that is slow to make and to read: twice as slow as this.
    statement.setReturnArrays(true);
    const made = { statement, columns };
    if (prepared.size >= PREPARED_MAX) prepared.delete(prepared.keys().next().value ?? "");
    prepared.set(text, made);
    return made;
  };
  return async (text, parameters) => {
    const { statement, columns } = prepare(text);
    const values = parameters.map(bindable);
    if (columns.length > 0) {
      const rows = statement.all(...values).map((row) => objectOf(columns, row));
      return { rows, changes: rows.length };
    }
    return { rows: [], changes: Number(statement.run(...values).changes) };
  };
};

/** A statement, and what its rows have; nothing if it gives none. */
type Prepared = { readonly statement: StatementSync; readonly columns: readonly string[] };

/** A row by its columns, which are in the same order. */
const objectOf = (
  columns: readonly string[],
  values: Readonly<Record<number, unknown>>,
): Readonly<Record<string, unknown>> => {
  const row: Record<string, unknown> = {};
  for (let place = 0; place < columns.length; place++) {
    const column = columns[place];
    if (column !== undefined) row[column] = values[place];
  }
  return row;
};

/** SQLite has no booleans and no undefined; a value that it can't store is a bug in the caller. */
const bindable = (value: unknown): SQLInputValue => {
  if (typeof value === "string" || typeof value === "number" || value === null) return value;
  if (typeof value === "bigint" || value instanceof Uint8Array) return value;
  throw new Error(`A ${typeof value} cannot be bound to a SQL statement`);
};

/** How long a checkpoint waits for readers. */
const CHECKPOINT_TIMEOUT_MS = 50;

/**
 * Moves everything from the write-ahead log into the file, and empties the log. False if somebody
 * still reads from it.
 */
export const emptyLog = (database: DatabaseSync): boolean => {
  database.exec(`pragma busy_timeout = ${CHECKPOINT_TIMEOUT_MS}`);
  const isBusy = firstValue(database, "pragma wal_checkpoint(truncate)");
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return isBusy === 0;
};

/** SQLite's codes for a failing disk, a damaged file, and a file that isn't a database. */
const BROKEN_CODES: ReadonlySet<number> = new Set([10, 11, 26]);

/** Whether the file must not be written to after this error. */
export const isDatabaseBroken = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  typeof error.errcode === "number" &&
  BROKEN_CODES.has(error.errcode & 0xff);
