import type { Result } from "#shared/kernel/result.ts";
import { endWithError } from "#sync-server/end-with-error.ts";
import { endWithReader } from "#sync-server/end-with-reader.ts";

/**
 * Prints a program's result once it is there: its answer on standard output, or the error on
 * standard error with exit code 1.
 */
export const report = async (program: Promise<Result<string, string>>): Promise<void> => {
  endWithReader();
  endWithError();
  const outcome = await program;
  if (outcome.ok) {
    if (outcome.value !== "") process.stdout.write(`${outcome.value}\n`);
    return;
  }
  process.stderr.write(`${outcome.error}\n`);
  process.exitCode = 1;
};
