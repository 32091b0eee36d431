import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { bundledProgram } from "./bundled-program.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";

const run = promisify(execFile);

/**
 * Runs a command of the server, such as `npm run devices`, on a test's database. Rejects with its
 * output unless it exits with 0.
 */
export const runCommand = async (
  name: string,
  { options }: Pick<TestDatabase, "options">,
  ...args: readonly string[]
): Promise<{ readonly stdout: string; readonly stderr: string }> => {
  const place = ["--tenant", TEST_TENANT, "--data", options.dataDir];
  const env = { ...process.env, DATABASE_URL: options.databaseUrl ?? "" };
  return run(process.execPath, [await bundledProgram(name), ...place, ...args], { env });
};
