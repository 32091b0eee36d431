import type { ReadDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/**
 * What SQLite finds wrong with its own file: damaged pages, and rows that name others which are not
 * there. PostgreSQL checks its pages as it reads them, and its references as they are written.
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
    ...dangling.map(
      (row) => `a row of ${row.table} names a row of ${row.parent} that is not there`,
    ),
  ];
};

const checkPages = statement<{ readonly problem: string }>(
  "select integrity_check as problem from pragma_integrity_check limit ?",
);

const checkReferences = statement<{ readonly table: string; readonly parent: string }>(
  `select "table", parent from pragma_foreign_key_check limit ?`,
);
