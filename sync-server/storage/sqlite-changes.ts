import type { DatabaseSync } from "node:sqlite";

/**
 * The longest delay in noticing a write by another process (such as an import beside the server).
 */
const LOOK_EVERY_MS = 1_000;

/**
 * Notifies of writes by other processes that use the database file, by polling the number that
 * SQLite increments with each of their commits. Returns a function that stops it.
 */
export const watchSqlite = (reader: DatabaseSync, notify: () => void): (() => void) => {
  const readVersion = reader.prepare("pragma data_version");
  const version = (): unknown => readVersion.get()?.["data_version"];
  let last = version();
  const timer = setInterval(() => {
    const now = version();
    if (now === last) return;
    last = now;
    notify();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
