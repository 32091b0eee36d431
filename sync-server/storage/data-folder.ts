import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** A held data folder; `release` frees it for the next server. */
export type HeldFolder = { readonly release: () => void };

const LOCK_FILE = "server.lock";

/**
 * Locks the data folder for this process, so that two servers never share one. It is an operating
 * system lock on a file beside the database: it ends with the process, however that ends. Refuses
 * with one line that says how to fix it.
 */
export const holdDataFolder = (folder: string): Result<HeldFolder, string> => {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory())
      return err(`The data folder ${folder} is a file. Choose a folder with --data.`);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return err(
      `The data folder ${folder} cannot be written (${codeOf(error)}). Make it writable, or choose another with --data.`,
    );
  }
  const path = join(folder, LOCK_FILE);
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec("pragma locking_mode = exclusive; begin exclusive");
    const held = lock;
    return ok({ release: () => held.close() });
  } catch (error) {
    lock?.close();
    const isTaken = error instanceof Error && /locked|busy/i.test(error.message);
    return err(
      isTaken
        ? `Another server uses the data folder ${folder}. Stop it, or choose another folder with --data.`
        : `The file ${path} cannot be used (${codeOf(error)}). Make it writable, or choose another folder with --data.`,
    );
  }
};

/**
 * One level at a time, because a recursive `mkdir` never returns where the system allows no folders
 * (/proc).
 */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
