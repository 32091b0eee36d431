import type { Caches } from "#renderer/data/database/cache.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import type { Quarantine } from "#renderer/data/pull/quarantine.ts";
import type { Connection } from "#renderer/data/server/connection.ts";
import type { ServerHistory } from "#renderer/data/server/server-history.ts";
import type { Clock } from "#renderer/data/time/clock.ts";

/** What a session works with. All of it outlives the session. */
export type SessionDeps = {
  readonly parts: {
    readonly clock: Clock;
    readonly random: () => number;
    /** A new UUIDv7. */
    readonly newId: () => string;
  };
  readonly outbox: Outbox;
  readonly caches: Caches;
  readonly connection: Connection;
  readonly history: ServerHistory;
  readonly quarantine: Quarantine;
};
