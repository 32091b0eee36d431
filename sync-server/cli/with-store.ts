import { err, type Result } from "#shared/kernel/result.ts";
import { readServerConfig, type ServerConfig } from "#sync-server/config.ts";
import { openStore } from "#sync-server/open-store.ts";
import type { Store } from "#sync-server/store.ts";

/**
 * Opens the database that the server's configuration names, runs `act` and closes it. If the
 * configuration or the database can't be used, the error is one sentence that says what to do.
 */
export const withStore = async <T>(
  argv: readonly string[],
  act: (store: Store, config: ServerConfig) => Promise<Result<T, string>>,
): Promise<Result<T, string>> => {
  const config = readServerConfig(argv);
  if (!config.ok) return config;
  let store: Store;
  try {
    store = await openStore(config.value);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return err(`The database cannot be opened: ${why}`);
  }
  try {
    return await act(store, config.value);
  } finally {
    await store.close();
  }
};

/**
 * Prints a program's result: its answer on standard output, or the error on standard error with
 * exit code 1.
 */
export const report = (outcome: Result<string, string>): void => {
  if (outcome.ok) {
    if (outcome.value !== "") process.stdout.write(`${outcome.value}\n`);
    return;
  }
  process.stderr.write(`${outcome.error}\n`);
  process.exitCode = 1;
};
