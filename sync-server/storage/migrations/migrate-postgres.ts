import { migrate } from "#sync-server/storage/migrate.ts";
import { openPostgres } from "#sync-server/storage/postgres.ts";
import type { Migration } from "./list.ts";

/** Brings a PostgreSQL database up to date, as the user in its address. */
export const migratePostgres = async (url: string, all?: readonly Migration[]): Promise<void> => {
  const { transact, close } = openPostgres(url, 1, { isOwner: true });
  try {
    await migrate({ dialect: "postgres", transact: (work) => transact(null, work) }, all);
  } finally {
    await close();
  }
};
