import type { ReadDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/**
 * The problems that SQLite finds in its own file: damaged pages and broken foreign keys. PostgreSQL
 * checks pages when it reads them and references when they are written.
 */
export const readFileProblems = async (
  deps: ReadDeps,
  limit: number,
): Promise<readonly string[]> => {
  if (deps.dialect === "postgres") return [];
  const damaged = await checkPages(deps, [limit]);
  const dangling = await checkReferences(deps, [limit]);
  return [
    ...damaged.map((row) => row.problem).filter((problem) => problem !== "ok"),
    ...dangling.map((row) => `a row of ${row.table} refers to a missing row of ${row.parent}`),
  ];
};

const checkPages = statement<{ readonly problem: string }>(
  "select integrity_check as problem from pragma_integrity_check limit ?",
);

const checkReferences = statement<{ readonly table: string; readonly parent: string }>(
  `select "table", parent from pragma_foreign_key_check limit ?`,
);
