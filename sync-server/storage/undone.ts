import type { WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/**
 * Runs part of a write and then undoes it, in the same transaction: the database, its events
 * and the feed stay as they were, and only the answer is kept.
 */
export const undone = async <T>(
  deps: WriteDeps,
  work: (deps: WriteDeps) => Promise<T>,
): Promise<T> => {
  await begin(deps, []);
  const answer = await work({ ...deps, happened: () => {}, touched: () => {} });
  await undo(deps, []);
  await end(deps, []);
  return answer;
};

const begin = statement("savepoint undone");
const undo = statement("rollback to savepoint undone");
const end = statement("release savepoint undone");
