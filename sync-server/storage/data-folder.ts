import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isOpenToOthers, keepFilePrivate, makePrivateFolder } from "./private-files.ts";

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
    makePrivateFolder(folder);
    if (!statSync(folder).isDirectory())
      return err(`The data folder ${folder} is a file. Choose a folder with --data.`);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    return err(
      `The data folder ${folder} cannot be written (${codeOf(error)}). Make it writable, or choose another with --data.`,
    );
  }
  if (isOpenToOthers(folder)) {
    return err(
      `The data folder ${folder} is open to other users of this machine, and it holds personal data. Close it with: chmod 700 '${folder}'`,
    );
  }
  const path = join(folder, LOCK_FILE);
  let lock: DatabaseSync | null = null;
  try {
    keepFilePrivate(path);
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

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
