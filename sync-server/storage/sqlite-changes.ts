import type { DatabaseSync } from "node:sqlite";
import { createListeners, type Listeners } from "./listeners.ts";

/** How late a write by another process (an import beside the server) is noticed, at most. */
const LOOK_EVERY_MS = 1_000;

/**
 * Tells listeners of committed writes: of this process's own when it is told, of another process's by
 * looking at the number that SQLite raises with each commit of somebody else.
 */
export const watchSqlite = (reader: DatabaseSync): Listeners & { readonly close: () => void } => {
  const listeners = createListeners();
  const readVersion = reader.prepare("pragma data_version");
  const version = (): unknown => readVersion.get()?.["data_version"];
  let last = version();
  const timer = setInterval(() => {
    const now = version();
    if (now === last) return;
    last = now;
    listeners.tell();
  }, LOOK_EVERY_MS);
  timer.unref();
  return { ...listeners, close: () => clearInterval(timer) };
};
