import { randomInt } from "node:crypto";
import type { Kysely } from "kysely";
import pg from "pg";
import { assert } from "#shared/kernel/assert.ts";
import { type Execute, kyselyOver, openSession } from "./kysely-over.ts";
import { BOUND_ROLE, IS_UNBOUND } from "./migrations/guard-tenants.ts";
import type { Tables } from "./tables.ts";
import { scopeText, type TenantScope } from "./tenant-scope.ts";

export type PostgresConnection = {
  readonly pool: pg.Pool;
  /** A connection outside the pool, for listening. */
  readonly connect: () => Promise<pg.Client>;
  /** Runs each statement on its own pooled connection, which refuses to write. */
  readonly readAs: (scope: TenantScope) => Kysely<Tables>;
  /**
   * Runs `work` in one transaction. If the transaction loses a race (a serialization failure, a
   * deadlock, or a key that another one took first), retries a limited number of times: the retry
   * sees what the winner wrote.
   */
  readonly transact: TransactAs;
  /** Runs reads on a snapshot of the database, whatever is committed meanwhile. */
  readonly snapshot: TransactAs;
  readonly close: () => Promise<void>;
};

type TransactAs = <T>(scope: TenantScope, work: (sql: Kysely<Tables>) => Promise<T>) => Promise<T>;

const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
const ATTEMPTS_MAX = 8;

/**
 * Opens a pool of connections to PostgreSQL. Doesn't connect before the first statement. Works as
 * `BOUND_ROLE` if the user in the address is bound by no policy, or as that user (`isOwner`), to
 * migrate.
 */
export const openPostgres = (
  url: string,
  connectionsMax: number,
  { isOwner = false } = {},
): PostgresConnection => {
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
    const mode = prepareConnection(client, isOwner);
    mode.catch(() => {});
    modes.set(client, mode);
  });
  const beginWrite = async (client: pg.PoolClient) => `begin ${(await modes.get(client)) ?? ""}`;
  const beginSnapshot = async () => "begin isolation level repeatable read read only";

  const attempt = async <T>(
    beginOf: (client: pg.PoolClient) => Promise<string>,
    scope: TenantScope,
    work: (sql: Kysely<Tables>) => Promise<T>,
  ): Promise<T> => {
    const client = await pool.connect();
    const { execute, firstFailure } = keepingFirstFailure(
      executeBy((query) => client.query(query), isOwner),
    );
    const session = openSession("postgres", execute);
    let isBroken = false;
    try {
      // Sent together with the first statement, and answered before it.
      const begun = client.query(`${await beginOf(client)}; set local ${scopeText(scope)}`);
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

  const readers = new Map<TenantScope, Kysely<Tables>>();
  /** Of the reads on each connection. Most servers only ever set it once. */
  const scopes = new WeakMap<pg.PoolClient, TenantScope>();
  const readWithin = async (scope: TenantScope, query: pg.QueryConfig) => {
    const client = await pool.connect();
    const isSet = scopes.get(client) === scope;
    try {
      // Sent together, and if either fails so does the read.
      const set = isSet ? null : client.query(`set ${scopeText(scope)}`);
      scopes.set(client, scope);
      const [answer] = await Promise.all([client.query(query), set, modes.get(client)]);
      client.release();
      return answer;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };

  return {
    pool,
    connect: async () => {
      const client = new pg.Client({ ...options, pipeline: false, statement_timeout: 0 });
      await client.connect();
      return client;
    },
    snapshot: (scope, read) => attempt(beginSnapshot, scope, read),
    close: () => pool.end(),
    readAs: (scope) => {
      const known = readers.get(scope);
      if (known) return known;
      const made = kyselyOver(
        "postgres",
        executeBy((query) => readWithin(scope, query), isOwner),
      );
      readers.set(scope, made);
      return made;
    },
    transact: async (scope, work) => {
      for (let round = 1; ; round++) {
        try {
          return await attempt(beginWrite, scope, work);
        } catch (error) {
          if (round === ATTEMPTS_MAX || !hasLostRace(error)) throw error;
          await pause(2 ** round * (randomInt(500, 1500) / 1000));
        }
      }
    },
  };
};

/**
 * From here on only a transaction that says so writes: a read that does is a bug, as on SQLite; and
 * policies hold. Answers with what a writing one says: nothing if whoever runs the database lets
 * nobody write, as they do when its disk is full.
 */
const prepareConnection = async (client: pg.PoolClient, isOwner: boolean): Promise<string> => {
  const asked = client.query<{ readonly reset_val: string }>(
    `select reset_val, (select set_config('role', '${BOUND_ROLE}', false)
      from pg_roles where rolname = session_user and ${IS_UNBOUND} and ${!isOwner}) as role
     from pg_settings where name = 'default_transaction_read_only'`,
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

/**
 * Runs statements through anything that can send one: a pool or one of its connections. Those of a
 * migration run once, so they take no name.
 */
const executeBy =
  (send: (query: pg.QueryConfig) => Promise<pg.QueryResult>, isOwner: boolean): Execute =>
  async (text, parameters) => {
    const name = isOwner ? undefined : nameOf(text);
    const values = [...parameters];
    const { rows, rowCount } = await send(name ? { text, values, name } : { text, values });
    return { rows, changes: rowCount ?? 0 };
  };
