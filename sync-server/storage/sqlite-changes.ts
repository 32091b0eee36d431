import type { DatabaseSync } from "node:sqlite";

/** How late a write by another process (an import beside the server) is noticed, at most. */
const LOOK_EVERY_MS = 1_000;

/**
 * Tells of writes by whoever else holds the database file, by looking at the number that SQLite
 * raises with each commit of somebody else. Gives the way to stop.
 */
export const watchSqlite = (reader: DatabaseSync, tell: () => void): (() => void) => {
  const readVersion = reader.prepare("pragma data_version");
  const version = (): unknown => readVersion.get()?.["data_version"];
  let last = version();
  const timer = setInterval(() => {
    const now = version();
    if (now === last) return;
    last = now;
    tell();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
};
