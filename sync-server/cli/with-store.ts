import { existsSync } from "node:fs";
import { join } from "node:path";
import { err, type Result } from "#shared/kernel/result.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import { DATABASE_FILE, openStore } from "#sync-server/open-store.ts";
import type { Store } from "#sync-server/store.ts";

/**
 * Opens the database of this configuration, runs `work` and closes it. If it can't be opened, the
 * error is one sentence that says what to do. A command that only makes sense on existing data
 * passes `create: false`, so that a mistyped folder isn't answered with an empty database.
 */
export const withStore = async <T>(
  config: ServerConfig,
  { create }: { readonly create: boolean },
  work: (store: Store) => Promise<Result<T, string>>,
): Promise<Result<T, string>> => {
  const { databaseUrl, dataDir } = config;
  if (!create && databaseUrl === null && !existsSync(join(dataDir, DATABASE_FILE))) {
    return err(`There is no database in ${dataDir}. Name its folder with --data.`);
  }
  let store: Store;
  try {
    store = await openStore(config);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return err(`The database can't be opened: ${why}`);
  }
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
