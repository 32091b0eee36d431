import { sql } from "kysely";
import { entriesOf } from "#shared/kernel/object.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { PERSONAL, type People, rowsOf } from "./personal-rows.ts";

/** Rows of the tables that hold something about a person, by table. */
export type PersonalRows = Record<string, readonly Record<string, unknown>[]>;

/**
 * Everything that is held about a person ([I19]): each column of each row, but for secrets and what
 * only repeats the rest. JSON is parsed.
 */
export const readPersonalRows = async (deps: ReadDeps, people: People): Promise<PersonalRows> => {
  const found: [string, readonly Record<string, unknown>[]][] = [];
  for (const [table, personal] of entriesOf(PERSONAL)) {
    if (personal === undefined || personal.isDerived) continue;
    const hidden: readonly string[] = ["tenant_id", ...(personal.unshown ?? [])];
    const { rows } = await sql<Readonly<Record<string, unknown>>>`
      select * from ${sql.table(table)}
      where tenant_id = ${deps.tenantId} and (${rowsOf(personal, { tenantId: deps.tenantId, people })})`.execute(
      deps.sql,
    );
    const shown = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([column]) => !hidden.includes(column))
          .map(([column, value]) => [column, shownValue(value)]),
      ),
    );
    if (shown.length > 0) found.push([table, shown]);
  }
  return Object.fromEntries(found);
};

/** A text that is JSON as what it says; anything else as it is. */
const shownValue = (value: unknown): unknown => {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
