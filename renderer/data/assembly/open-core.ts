import { orElse } from "#renderer/data/concurrency/background.ts";
import { type Caches, openCaches } from "#renderer/data/database/cache.ts";
import { createDeviceValues, type DeviceValues } from "#renderer/data/database/device-values.ts";
import { openOutboxDatabase } from "#renderer/data/database/open-database.ts";
import { type Drafts, openDrafts } from "#renderer/data/drafts/drafts.ts";
import { type KeptPayment, openKeptPayment } from "#renderer/data/operations/kept-payment.ts";
import { type Outbox, openOutbox } from "#renderer/data/outbox/outbox.ts";
import { createStoredEntries } from "#renderer/data/outbox/stored-entries.ts";
import { openQuarantine, type Quarantine } from "#renderer/data/pull/quarantine.ts";
import { readAccountsById } from "#renderer/data/query/fact-queries.ts";
import { type Connection, createConnection } from "#renderer/data/server/connection.ts";
import { openServerHistory, type ServerHistory } from "#renderer/data/server/server-history.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { DeviceParts } from "./device-parts.ts";

/** A device's stored state, before any screen reads it and before it talks to a server. */
export type Core = {
  readonly values: DeviceValues;
  readonly outbox: Outbox;
  readonly caches: Caches;
  readonly connection: Connection;
  /** The time, which comes from the server. `parts.clock` is only this device's own idea of it. */
  readonly time: Clock;
  readonly history: ServerHistory;
  readonly quarantine: Quarantine;
  readonly drafts: Drafts;
  readonly keptPayment: KeptPayment;
  /** Whether there is a readable journal file for what is written from now on. */
  readonly hasJournal: boolean;
  readonly close: () => Promise<void>;
};

/** Opens both databases, and restores to the outbox what only the journal has. */
export const openCore = async (parts: DeviceParts): Promise<Core> => {
  const [outboxDatabase, journal] = await Promise.all([
    openOutboxDatabase(parts.outboxStorage),
    parts.openJournal(),
  ]);
  const values = createDeviceValues(outboxDatabase.device);
  const stored = createStoredEntries(outboxDatabase.commands);
  const connection = await createConnection({ clock: parts.clock, values });
  const time: Clock = { now: connection.now, monotonicMs: parts.clock.monotonicMs };
  const [outbox, caches, history, quarantine, drafts, keptPayment] = await Promise.all([
    openOutbox({ stored, values, journal, clock: time }),
    openCaches({ storage: parts.cacheStorage, values, dropCaches: parts.dropCaches }),
    openServerHistory(values),
    openQuarantine(outboxDatabase.quarantine),
    openDrafts({ values, clock: time }),
    openKeptPayment(values),
  ]);
  // With no accounts every settled redemption is reopened, which can't spend a value twice.
  await outbox.reopenSettled((ids) => orElse(readAccountsById(caches.cache$.value, ids), []));
  return {
    values,
    outbox,
    caches,
    connection,
    time,
    history,
    quarantine,
    drafts,
    keptPayment,
    hasJournal: journal.kind !== "memory" && outbox.isJournalReadable,
    close: async () => {
      await outbox.close();
      await caches.close();
      await outboxDatabase.close();
    },
  };
};
