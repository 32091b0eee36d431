import { executeOf, kyselyOver } from "#sync-server/storage/kysely-over.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** The texts of all statements that some work sends, in their order, and what it returns. */
export const statementsOf = async <T>(
  deps: WriteDeps,
  work: (deps: WriteDeps) => Promise<T>,
): Promise<{ readonly sent: readonly string[]; readonly result: T }> => {
  const execute = executeOf(deps.sql);
  const sent: string[] = [];
  const sql = kyselyOver(deps.dialect, (text, parameters) => {
    sent.push(text);
    return execute(text, parameters);
  });
  return { result: await work({ ...deps, sql }), sent };
};
