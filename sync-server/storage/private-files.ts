import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * What the server keeps on disk is personal data, so only the user it runs as may read it: folders
 * are 0700 and files 0600. Windows has no such modes and keeps a user's folders apart by itself.
 */
const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;
const OTHERS = 0o077;

/**
 * Creates a folder that only this user can open; one that exists stays as it is. One level at a
 * time, because a recursive `mkdir` never returns where the system allows no folders (/proc).
 */
export const makePrivateFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  makePrivateFolder(dirname(folder));
  mkdirSync(folder, { mode: FOLDER_MODE });
};

/** Whether other users of the machine may list, read or write in a folder. */
export const isOpenToOthers = (folder: string): boolean =>
  process.platform !== "win32" && (statSync(folder).mode & OTHERS) !== 0;

/**
 * Creates an empty file that only this user can read, or closes an existing one to others. SQLite
 * gives the files it keeps beside a database the mode of the database.
 */
export const keepFilePrivate = (path: string): void => {
  closeSync(openSync(path, "a", FILE_MODE));
  if (process.platform !== "win32") chmodSync(path, FILE_MODE);
};
