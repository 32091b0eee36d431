import { assertDefined } from "#shared/kernel/assert.ts";
import { openPostgres } from "#sync-server/storage/postgres.ts";
import { databases } from "#sync-server/testing/databases.ts";
import type { SimDatabase } from "./sim-database.ts";

const CONNECTIONS = 8;

/** Null if there is no PostgreSQL, which the run's set-up reports. */
const postgres = databases.find(({ name }) => name === "postgres") ?? null;

export const hasPostgres = postgres !== null;

/** A new PostgreSQL database. Only here can several writes of a server run concurrently. */
export const createPostgresDatabase = async (): Promise<SimDatabase> => {
  const made = await assertDefined(postgres, "a PostgreSQL").create();
  const url = assertDefined(made.options.databaseUrl, "its address");
  return {
    dialect: "postgres",
    open: (tenantId) => {
      const { readAs, transact, close } = openPostgres(url, CONNECTIONS);
      return { read: readAs(tenantId), transact: (work) => transact(tenantId, work), close };
    },
    copy: null,
    drop: made.drop,
  };
};
