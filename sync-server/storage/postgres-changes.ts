import type pg from "pg";
import { createListeners, type Listeners } from "./listeners.ts";
import type { PostgresConnection } from "./postgres.ts";

const CHANNEL = "regulars_changes";

/**
 * Commits within this time share one notification: PostgreSQL commits transactions that notify one
 * at a time.
 */
const GATHER_MS = 50;

const RECONNECT_AFTER_MS = 1_000;

/**
 * Notifies listeners of committed writes, including those of other servers on the same database. It
 * notifies after the commit, not within it, so that no write waits for another's notification; if a
 * server dies in between, devices find the facts when they next poll.
 */
export const watchPostgres = ({
  pool,
  connect,
}: PostgresConnection): Listeners & { readonly close: () => Promise<void> } => {
  const listeners = createListeners();
  let client: pg.Client | null = null;
  let isWatching = false;
  let isClosed = false;
  let gathering: NodeJS.Timeout | null = null;
  let reconnecting: NodeJS.Timeout | null = null;

  const watch = async (): Promise<void> => {
    if (isClosed) return;
    try {
      const opened = await connect();
      client = opened;
      opened.on("notification", listeners.notify);
      opened.on("error", watchAgain);
      opened.on("end", watchAgain);
      await opened.query(`listen ${CHANNEL}`);
      // Commits made while nobody was listening aren't announced again.
      listeners.notify();
    } catch {
      watchAgain();
    }
  };

  const watchAgain = (): void => {
    if (isClosed || reconnecting) return;
    reconnecting = setTimeout(() => {
      reconnecting = null;
      void watch();
    }, RECONNECT_AFTER_MS);
    reconnecting.unref();
  };

  const notifyOthers = async (): Promise<void> => {
    gathering = null;
    await pool.query(`notify ${CHANNEL}`).catch(() => {});
  };

  return {
    listen: (listener) => {
      if (!isWatching) void watch();
      isWatching = true;
      return listeners.listen(listener);
    },
    notify: () => {
      listeners.notify();
      gathering ??= setTimeout(() => void notifyOthers(), GATHER_MS);
      gathering.unref();
    },
    close: async () => {
      isClosed = true;
      // A command-line tool ends right after its write, and servers wait for the news.
      if (gathering) {
        clearTimeout(gathering);
        await notifyOthers();
      }
      if (reconnecting) clearTimeout(reconnecting);
      await client?.end();
    },
  };
};
