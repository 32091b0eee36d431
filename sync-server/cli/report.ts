import type { Result } from "#shared/kernel/result.ts";
import { endWithReader } from "#sync-server/end-with-reader.ts";

/**
 * Prints a program's result: its answer on standard output, or the error on standard error with
 * exit code 1.
 */
export const report = (outcome: Result<string, string>): void => {
  endWithReader();
  if (outcome.ok) {
    if (outcome.value !== "") process.stdout.write(`${outcome.value}\n`);
    return;
  }
  process.stderr.write(`${outcome.error}\n`);
  process.exitCode = 1;
};
