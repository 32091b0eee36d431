import {
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { DialectName, Sql } from "./sql.ts";
import type { Tables } from "./tables.ts";

/** Runs one statement, with placeholders in the database's own syntax. */
export type Execute = (
  text: string,
  parameters: readonly unknown[],
) => Promise<{
  // biome-ignore lint/suspicious/noExplicitAny: rows have the shape that the statement's author declares.
  readonly rows: any[];
  readonly changes: number;
}>;

/**
 * Kysely on top of a function that runs a statement. The layer below decides where a transaction
 * begins and ends, so that many writes can share one commit.
 */
export const kyselyOver = (name: DialectName, execute: Execute): Kysely<Tables> => {
  const connection: DatabaseConnection = {
    executeQuery: async ({ sql, parameters }) => {
      const { rows, changes } = await execute(sql, parameters);
      return { rows, numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error("Read in pages instead of streaming");
    },
  };
  const driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  const kysely = new Kysely<Tables>({ dialect: { ...parts[name], createDriver: () => driver } });
  executes.set(kysely, execute);
  return kysely;
};

const executes = new WeakMap<Sql, Execute>();

/** What runs the statements of a connection: for text that needs none of what Kysely does. */
export const executeOf = (sql: Sql): Execute =>
  assertDefined(executes.get(sql), "a connection is made here");

const noTransactions = (): never => {
  throw new Error("A write runs in the transaction of its store");
};

// Made once: every write has a Kysely of its own, and a compiler keeps nothing of a query.
const compilers = { sqlite: new SqliteQueryCompiler(), postgres: new PostgresQueryCompiler() };

const parts = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => compilers.sqlite,
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => compilers.postgres,
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  },
} as const satisfies Record<DialectName, Omit<Dialect, "createDriver">>;

/** A write's view of its transaction. */
export type Session = {
  readonly sql: Kysely<Tables>;
  /** After this, every statement is refused. */
  readonly end: () => void;
};

/**
 * One transaction's view of a connection. If a write fails with statements still to come, they must
 * not slip into the next transaction on the same connection, so the view ends with its transaction.
 */
export const openSession = (name: DialectName, execute: Execute): Session => {
  let isOpen = true;
  return {
    sql: kyselyOver(name, (text, parameters) => {
      assert(isOpen, "no statement after the end of its transaction");
      return execute(text, parameters);
    }),
    end: () => {
      isOpen = false;
    },
  };
};
