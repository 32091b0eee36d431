import type { Kysely } from "kysely";
import { assertDefined } from "#shared/kernel/assert.ts";
import { openSession } from "./kysely-over.ts";
import type { SqliteConnection } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** The work of one transaction. */
type Work<T> = (sql: Kysely<Tables>) => Promise<T>;

export type WorkOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/**
 * Runs a group of writes in order and commits them together: each in a savepoint, so that one that
 * throws rolls back only itself, and one commit, so that the disk is waited for once. Returns the
 * results after the commit: nothing is answered that a power cut could still undo.
 */
export const commitTogether = async <T>(
  { database, execute }: SqliteConnection,
  group: readonly Work<T>[],
): Promise<readonly WorkOutcome<T>[]> => {
  const outcomes: WorkOutcome<T>[] = [];
  try {
    database.exec("begin immediate");
    for (const work of group) {
      database.exec("savepoint one_write");
      const session = openSession("sqlite", execute);
      const outcome = await settle(work(session.sql));
      session.end();
      // Some failures (a full disk) make SQLite roll back the whole transaction.
      if (!outcome.ok && !database.isTransaction) throw outcome.error;
      if (!outcome.ok) database.exec("rollback to one_write");
      database.exec("release one_write");
      outcomes.push(outcome);
    }
    database.exec("commit");
    return outcomes;
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    return group.map(() => ({ ok: false, error }));
  }
};

const settle = <T>(promise: Promise<T>): Promise<WorkOutcome<T>> =>
  promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );

/** Runs one piece of work in its own transaction. */
export const transactOn =
  (connection: SqliteConnection) =>
  async <T>(work: Work<T>): Promise<T> => {
    const outcomes = await commitTogether(connection, [work]);
    const outcome = assertDefined(outcomes[0], "one piece of work has one outcome");
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  };
