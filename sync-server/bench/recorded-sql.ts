import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { Execute } from "#sync-server/storage/kysely-over.ts";

/**
 * One statement as it was sent. Statements with the same `turn` were sent without waiting for each
 * other.
 */
export type RecordedStatement = {
  readonly text: string;
  readonly parameters: readonly (string | number | null)[];
  readonly turn: number;
};

/** The statements of one transaction, without begin and commit. */
export type RecordedTransaction = readonly RecordedStatement[];

/**
 * Passes statements on and records them, so that exactly the same SQL can be run again without any
 * of our code.
 */
export const recording = (
  execute: Execute,
): { readonly execute: Execute; readonly take: () => RecordedTransaction } => {
  let statements: RecordedStatement[] = [];
  let answered = 0;
  return {
    execute: async (text, parameters) => {
      const values = parameters.map((value) =>
        typeof value === "string" || typeof value === "number" ? value : null,
      );
      statements.push({ text, parameters: values, turn: answered });
      const result = await execute(text, parameters);
      answered += 1;
      return result;
    },
    take: () => {
      const taken = statements;
      statements = [];
      answered = 0;
      return taken;
    },
  };
};

/**
 * Runs recorded transactions on `node:sqlite` alone: one commit per group of `inFlight`, each
 * transaction in a savepoint, as with that many clients. Returns transactions per second.
 */
export const replayOnSqlite = (
  path: string,
  transactions: readonly RecordedTransaction[],
  inFlight: number,
): number => {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  const prepared = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepare = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, known);
    return known;
  };
  const startMs = performance.now();
  for (let from = 0; from < transactions.length; from += inFlight) {
    database.exec("begin immediate");
    for (const transaction of transactions.slice(from, from + inFlight)) {
      database.exec("savepoint one_write");
      for (const { text, parameters } of transaction) prepare(text).all(...parameters);
      database.exec("release one_write");
    }
    database.exec("commit");
  }
  const seconds = (performance.now() - startMs) / 1000;
  database.close();
  return transactions.length / seconds;
};

/**
 * Runs recorded transactions on `pg` alone, on as many connections as there are clients, prepared,
 * with as few round trips as when they were recorded. Returns transactions per second. New rows get
 * their numbers in another order than when they were recorded, so rows that refer to them by number
 * can only be written without `checksReferences`.
 */
export const replayOnPostgres = async (
  url: string,
  transactions: readonly RecordedTransaction[],
  clients: number,
  checksReferences = true,
): Promise<number> => {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `bare${names.size}`;
    names.set(text, name);
    return name;
  };
  const options = {
    connectionString: url,
    pipeline: true,
    options: checksReferences ? "" : "-c session_replication_role=replica",
  };
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(options);
      await client.connect();
      return client;
    }),
  );
  let next = 0;
  const startMs = performance.now();
  await Promise.all(
    connections.map(async (client) => {
      for (;;) {
        const transaction = transactions[next++];
        if (!transaction) return;
        let sent: Promise<unknown>[] = [client.query("begin")];
        let turn = 0;
        for (const statement of transaction) {
          if (statement.turn !== turn) {
            await Promise.all(sent);
            sent = [];
            turn = statement.turn;
          }
          const { text, parameters } = statement;
          sent.push(client.query({ name: nameOf(text), text, values: [...parameters] }));
        }
        await Promise.all(sent);
        await client.query("commit");
      }
    }),
  );
  const seconds = (performance.now() - startMs) / 1000;
  await Promise.all(connections.map((client) => client.end()));
  return transactions.length / seconds;
};
