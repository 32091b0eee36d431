import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { readServerConfig } from "#sync-server/config.ts";
import { DATABASE_FILE, openStore } from "#sync-server/open-store.ts";
import type { Store } from "#sync-server/store.ts";

/**
 * Opens the database that the arguments or `DATABASE_URL` name. It must exist: checking a ledger
 * never creates one. Refuses with one line that says what to do.
 */
export const openExisting = async (
  argv: readonly string[],
): Promise<Result<{ readonly store: Store; readonly tenantId: TenantId }, string>> => {
  const config = readServerConfig(argv);
  if (!config.ok) return config;
  const { databaseUrl, dataDir, tenant } = config.value;
  if (databaseUrl === null && !existsSync(join(dataDir, DATABASE_FILE))) {
    return err(`There is no database in ${dataDir}. Name its folder with --data.`);
  }
  try {
    return ok({ store: await openStore({ databaseUrl, dataDir }), tenantId: tenant });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err(`The database cannot be opened: ${why}`);
  }
};
