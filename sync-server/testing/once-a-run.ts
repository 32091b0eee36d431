import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Set by the run's set-up, testing/global-setup.ts: the folder that its processes share. */
export const FOLDER_VARIABLE = "REGULARS_TEST_FOLDER";

export const runFolder = (): string => {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder) return folder;
  throw new Error("The test run was started without its set-up, testing/global-setup.ts");
};

const WAIT_MS = 20;
const WAIT_MAX_MS = 60_000;

const resultSchema = z.union([z.object({ error: z.string() }), z.object({ value: z.string() })]);

/** Does something once for all processes of the run; the others wait for its result. */
export const onceARun = async (name: string, work: () => Promise<string>): Promise<string> => {
  const file = resultFile(name);
  if (!existsSync(file) && isFirst(join(runFolder(), `${name}.lock`))) {
    const result = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: String(error) }),
    );
    writeFileSync(`${file}.new`, JSON.stringify(result));
    renameSync(`${file}.new`, file);
  }
  for (let waitedMs = 0; waitedMs < WAIT_MAX_MS; waitedMs += WAIT_MS) {
    const result = readResult(file);
    if (result && "error" in result) throw new Error(`${name} for tests: ${result.error}`);
    if (result) return result.value;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  throw new Error(`${name} for tests was not there in time`);
};

/** Its result, or null if nobody has asked for it. */
export const doneInRun = (name: string): string | null => {
  const result = readResult(resultFile(name));
  return result && "value" in result ? result.value : null;
};

const resultFile = (name: string): string => join(runFolder(), `${name}.json`);

const readResult = (file: string) =>
  existsSync(file) ? resultSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : null;

const isFirst = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
};
