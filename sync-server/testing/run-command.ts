import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";
import { onceARun } from "./once-a-run.ts";

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

/**
 * The path of one of the server's programs, by its file's name, bundled once a
 * run. For tests that start a program many times; what a program does with its own files is
 * tested on its sources.
 */
export const bundledProgram = async (name: string): Promise<string> =>
  join(await onceARun("programs", bundle), `${name}.js`);

const bundle = async (): Promise<string> => {
  const bundler = join(import.meta.dirname, "../build/build.ts");
  return (await run(process.execPath, [bundler])).stdout.trim();
};
