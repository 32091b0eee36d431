import { sql } from "kysely";
import { dialectOf } from "./dialect.ts";
import { guardTenants, liftGuards } from "./migrations/guard-tenants.ts";
import { type Migration, migrations } from "./migrations/list.ts";
import type { DialectName, Sql } from "./sql.ts";

/** Where migrations run: `transact` runs each of them in its own transaction. */
export type MigrationTarget = {
  readonly dialect: DialectName;
  readonly transact: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
};

/**
 * Brings the tables up to date. Safe if several servers start at once: each migration first inserts
 * its row in `schema_migrations`, in its own transaction, so that other servers wait and then find
 * it done. Refuses a database that a newer server has changed. On PostgreSQL it keeps the tenants
 * apart (`guardTenants`), which it needs the user in the server's address for.
 */
export const migrate = async (
  target: MigrationTarget,
  all: readonly Migration[] = migrations,
): Promise<void> => {
  await createMigrationsTable(target);
  const highest = await target.transact(readHighest);
  const known = all.at(-1)?.number ?? 0;
  if (highest > known) {
    throw new Error(
      `A newer server has changed the database (its tables are at version ${highest}, this server ` +
        `knows ${known}). Start that version, or restore a backup made by this one.`,
    );
  }
  for (const migration of all) {
    if (migration.number > highest) await apply(target, migration);
  }
  if (target.dialect === "postgres") await target.transact(guardTenants);
};

const apply = ({ dialect, transact }: MigrationTarget, migration: Migration): Promise<void> =>
  transact(async (transaction) => {
    const taken = await sql<{ number: number }>`
      insert into schema_migrations (number, name) values (${migration.number}, ${migration.name})
      on conflict (number) do nothing
      returning number`.execute(transaction);
    if (taken.rows.length === 0) return;
    if (dialect === "postgres") await liftGuards(transaction);
    for (const text of migration.statements(dialectOf(dialect))) {
      await sql.raw(text).execute(transaction);
    }
  });

/**
 * PostgreSQL lets two servers that create the same table at once collide: the loser tries again.
 */
const createMigrationsTable = async ({ dialect, transact }: MigrationTarget): Promise<void> => {
  const { integer, tableEnd } = dialectOf(dialect);
  await transact((transaction) =>
    sql
      .raw(
        `create table if not exists schema_migrations (
          number ${integer} primary key,
          name text not null,
          applied_at text not null default current_timestamp
        ) ${tableEnd}`,
      )
      .execute(transaction),
  );
};

const readHighest = async (transaction: Sql): Promise<number> => {
  const { rows } = await sql<{ highest: number }>`
    select coalesce(max(number), 0) as highest from schema_migrations`.execute(transaction);
  return rows[0]?.highest ?? 0;
};
