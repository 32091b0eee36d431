import { randomInt } from "node:crypto";
import type { Kysely } from "kysely";
import pg from "pg";
import { assert } from "#shared/kernel/assert.ts";
import { type Execute, kyselyOver, openSession } from "./kysely-over.ts";
import type { Tables } from "./tables.ts";

export type PostgresConnection = {
  readonly pool: pg.Pool;
  /** A connection outside the pool, for listening. */
  readonly connect: () => Promise<pg.Client>;
  /** Runs each statement on its own pooled connection, which refuses to write. */
  readonly sql: Kysely<Tables>;
  /**
   * Runs `work` in one transaction. If the transaction loses a race (a serialization failure, a
   * deadlock, or a key that another one took first), retries a limited number of times: the retry
   * sees what the winner wrote.
   */
  readonly transact: <T>(work: (sql: Kysely<Tables>) => Promise<T>) => Promise<T>;
  /** Runs reads on a snapshot of the database, whatever is committed meanwhile. */
  readonly snapshot: <T>(read: (sql: Kysely<Tables>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
const ATTEMPTS_MAX = 8;

/** Opens a pool of connections to PostgreSQL. Doesn't connect before the first statement. */
export const openPostgres = (url: string, connectionsMax: number): PostgresConnection => {
  const options = {
    connectionString: url,
    max: connectionsMax,
    application_name: "regulars",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // An open transaction holds back the feed for everyone.
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    // Independent statements are sent together.
    pipeline: true,
    types: { getTypeParser },
  };
  const pool = new pg.Pool(options);
  // A connection that dies leaves the pool and its statements fail. The callers get those errors,
  // so there is nothing else to do.
  pool.on("error", () => {});
  const modes = new WeakMap<pg.PoolClient, Promise<string>>();
  pool.on("connect", (client) => {
    client.on("error", () => {});
    const mode = letOnlyTransactionsWrite(client);
    mode.catch(() => {});
    modes.set(client, mode);
  });
  const beginWrite = async (client: pg.PoolClient) => `begin ${(await modes.get(client)) ?? ""}`;
  const beginSnapshot = async () => "begin isolation level repeatable read read only";

  const attempt = async <T>(
    beginOf: (client: pg.PoolClient) => Promise<string>,
    work: (sql: Kysely<Tables>) => Promise<T>,
  ): Promise<T> => {
    const client = await pool.connect();
    const { execute, firstFailure } = keepingFirstFailure(
      executeBy((query) => client.query(query)),
    );
    const session = openSession("postgres", execute);
    let isBroken = false;
    try {
      // Sent together with the first statement, and answered before it.
      const begun = client.query(await beginOf(client));
      begun.catch(() => {});
      const result = await work(session.sql);
      await begun;
      session.end();
      const { command } = await client.query("commit");
      // Nobody waits for what is only written (`writeStatement`).
      const failure = await firstFailure();
      if (failure !== null) throw failure;
      assert(command === "COMMIT", "a transaction commits if all its statements succeeded");
      return result;
    } catch (error) {
      session.end();
      await client.query("rollback").catch(() => {
        isBroken = true;
      });
      throw codeOf(error) === TRANSACTION_ABORTED ? ((await firstFailure()) ?? error) : error;
    } finally {
      client.release(isBroken);
    }
  };

  return {
    pool,
    connect: async () => {
      const client = new pg.Client({ ...options, pipeline: false, statement_timeout: 0 });
      await client.connect();
      return client;
    },
    snapshot: (read) => attempt(beginSnapshot, read),
    close: () => pool.end(),
    sql: kyselyOver(
      "postgres",
      executeBy((query) => pool.query(query)),
    ),
    transact: async (work) => {
      for (let round = 1; ; round++) {
        try {
          return await attempt(beginWrite, work);
        } catch (error) {
          if (round === ATTEMPTS_MAX || !hasLostRace(error)) throw error;
          await pause(2 ** round * (randomInt(500, 1500) / 1000));
        }
      }
    },
  };
};

/**
 * From here on only a transaction that says so writes: a read that does is a bug, as on SQLite.
 * Answers with what a writing one says: nothing if whoever runs the database lets nobody write, as
 * they do when its disk is full.
 */
const letOnlyTransactionsWrite = async (client: pg.PoolClient): Promise<string> => {
  const asked = client.query<{ readonly reset_val: string }>(
    "select reset_val from pg_settings where name = 'default_transaction_read_only'",
  );
  const set = client.query("set session characteristics as transaction read only");
  const [{ rows }] = await Promise.all([asked, set]);
  return rows[0]?.reset_val === "on" ? "" : "read write";
};

const RACE_CODES: ReadonlySet<string> = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "23505", // unique_violation: another transaction inserted the row since we looked
  "23503", // foreign_key_violation: another transaction deleted or referred to the row since then
]);

const hasLostRace = (error: unknown): boolean => RACE_CODES.has(codeOf(error));

/** The code of every statement after the one that failed. */
const TRANSACTION_ABORTED = "25P02";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/**
 * When statements are sent together, the first error to arrive may come from a statement after the
 * one that failed. This keeps the original failure.
 */
const keepingFirstFailure = (execute: Execute) => {
  let first: unknown = null;
  const answered: Promise<unknown>[] = [];
  return {
    execute: (text: string, parameters: readonly unknown[]) => {
      const answer = execute(text, parameters);
      answered.push(
        answer.catch((error: unknown) => {
          first ??= error;
        }),
      );
      return answer;
    },
    /** Null if none failed. Waits for what was sent: an answer is known before it is told here. */
    firstFailure: async () => {
      await Promise.all(answered);
      return first;
    },
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const INT8_OID = 20;

/** Parses integers as numbers; one too large for a number is a bug. */
export const getTypeParser: typeof pg.types.getTypeParser = (
  oid: number,
  format?: "text" | "binary",
) => (oid === INT8_OID && format !== "binary" ? parseInt8 : pg.types.getTypeParser(oid, format));

const parseInt8 = (text: string): number => {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `${text} is too large for a number`);
  return value;
};

/**
 * More statements than the server ever uses; any beyond that are parsed by the database on every
 * call.
 */
const PREPARED_MAX = 500;
const names = new Map<string, string>();

/** The name under which each connection keeps a prepared statement. */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_MAX) return known;
  const made = `s${names.size}`;
  names.set(text, made);
  return made;
};

/** Runs statements through anything that can send one: a pool or one of its connections. */
const executeBy =
  (send: (query: pg.QueryConfig) => Promise<pg.QueryResult>): Execute =>
  async (text, parameters) => {
    const name = nameOf(text);
    const values = [...parameters];
    const { rows, rowCount } = await send(name ? { text, values, name } : { text, values });
    return { rows, changes: rowCount ?? 0 };
  };
