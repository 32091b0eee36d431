import { type Caches, openCaches } from "./cache.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createDeviceValues, type DeviceValues } from "./database/device-values.ts";
import { openOutboxDatabase } from "./database/open-database.ts";
import type { DeviceParts } from "./device-parts.ts";
import { type Outbox, openOutbox } from "./outbox/outbox.ts";
import { createStoredEntries } from "./outbox/stored-entries.ts";
import { openQuarantine, type Quarantine } from "./quarantine.ts";
import { readAccountsById } from "./query/fact-queries.ts";
import { openServerHistory, type ServerHistory } from "./server-history.ts";

/** What a device knows and keeps, before anybody looks at it or talks to a server. */
export type Core = {
  readonly values: DeviceValues;
  readonly outbox: Outbox;
  readonly caches: Caches;
  readonly connection: Connection;
  readonly history: ServerHistory;
  readonly quarantine: Quarantine;
  /** What is written from now on is in a file that could be read. */
  readonly hasJournal: boolean;
  readonly close: () => Promise<void>;
};

/** Opens both databases and puts back into the outbox what only the journal has. */
export const openCore = async (parts: DeviceParts): Promise<Core> => {
  const { clock } = parts;
  const [outboxDatabase, journal] = await Promise.all([
    openOutboxDatabase(parts.outboxStorage),
    parts.openJournal(),
  ]);
  const values = createDeviceValues(outboxDatabase.device);
  const stored = createStoredEntries(outboxDatabase.commands);
  const [outbox, caches, connection, history, quarantine] = await Promise.all([
    openOutbox({ stored, values, journal, clock }),
    openCaches({ storage: parts.cacheStorage, values, dropCaches: parts.dropCaches }),
    createConnection({ clock, values }),
    openServerHistory(values),
    openQuarantine(outboxDatabase.quarantine),
  ]);
  await outbox.reopenSettled((ids) => readAccountsById(caches.cache$.value, ids));
  return {
    values,
    outbox,
    caches,
    connection,
    history,
    quarantine,
    hasJournal: journal.kind !== "memory" && outbox.isJournalReadable,
    close: async () => {
      await outbox.close();
      await caches.close();
      await outboxDatabase.close();
    },
  };
};
