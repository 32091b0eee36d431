import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { FOLDER_VARIABLE } from "./once-a-run.ts";
import { endPostgres, hasPostgres, mustHaveAll } from "./shared-postgres.ts";

/**
 * Wraps a whole test run: creates a folder that its processes share, and stops what they have
 * started. The first test that needs PostgreSQL starts it.
 */
export const setup = (): (() => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-"));
  process.env[FOLDER_VARIABLE] = folder;
  // Processes started by tests needn't strip the types of every file again.
  process.env["NODE_COMPILE_CACHE"] ??= resolve(import.meta.dirname, "../../.cache/node");
  if (!hasPostgres() && !mustHaveAll()) {
    process.stdout.write(
      "PostgreSQL was not found (initdb on the PATH or in /usr/lib/postgresql/*/bin) and DATABASE_URL " +
        "is not set: the tests on PostgreSQL are skipped.\n",
    );
  }
  return async () => {
    process.env[FOLDER_VARIABLE] = folder;
    await endPostgres();
    rmSync(folder, { recursive: true, force: true });
  };
};
