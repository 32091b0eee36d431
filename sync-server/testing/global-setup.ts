import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { FOLDER_VARIABLE } from "./once-a-run.ts";
import { endPostgres, hasPostgres, mustHaveAll } from "./shared-postgres.ts";

/**
 * Around a whole run of tests: a folder for what its processes share, and the end of what they have
 * started. PostgreSQL itself is started by the first test that needs it.
 */
export const setup = (): (() => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-"));
  process.env[FOLDER_VARIABLE] = folder;
  // Processes that tests start need not strip the types of every file again.
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
