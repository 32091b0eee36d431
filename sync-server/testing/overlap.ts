import { vi } from "vitest";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { TestDatabase } from "./databases.ts";

/**
 * Runs two transactions at once: the second begins when the first has done its work, and the first
 * commits when the second is waiting for it or, if it doesn't wait, has finished. Before it commits
 * it does `last`, a deadlock if the second holds a lock that it needs.
 */
export const overlap = async <A, B>(
  database: TestDatabase,
  first: (deps: WriteDeps) => Promise<A>,
  second: (deps: WriteDeps) => Promise<B>,
  last?: (deps: WriteDeps) => Promise<unknown>,
): Promise<readonly [A, B]> => {
  const worked = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const one = database.transact(async (deps) => {
    const result = await first(deps);
    worked.resolve();
    await commit.promise;
    await last?.(deps);
    return result;
  });
  await Promise.race([worked.promise, one]);
  let isFinished = false;
  const other = database.transact(second).finally(() => {
    isFinished = true;
  });
  // Whether it failed is the caller's to see, below.
  other.catch(() => undefined);
  await vi.waitUntil(async () => isFinished || (await isSomeoneBlocked(database)), {
    timeout: 10_000,
    interval: 10,
  });
  commit.resolve();
  return Promise.all([one, other]);
};

/** On SQLite a transaction always waits for the one before it. */
const isSomeoneBlocked = async (database: TestDatabase): Promise<boolean> => {
  if (database.name === "sqlite") return true;
  const blocked = await database.run(
    "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return blocked.length > 0;
};
