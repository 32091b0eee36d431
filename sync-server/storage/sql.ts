import type { Kysely } from "kysely";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { JoinRule } from "#shared/ledger/join.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { NewEvent } from "#shared/reaction/event.ts";
import type { AfterCommit } from "./after-commit.ts";
import type { ProgrammeCache } from "./incentive/programme-cache.ts";
import type { FeedTouch } from "./sync/feed-touch.ts";
import type { Tables } from "./tables.ts";
import type { StoredTenant } from "./tenant.ts";

/** A connection to read with, or the transaction that a write runs in. */
export type Sql = Kysely<Tables>;

export type DialectName = "sqlite" | "postgres";

/** What a read across tenants needs (`ACROSS_TENANTS`). */
export type AcrossDeps = { readonly sql: Sql; readonly dialect: DialectName };

/** What every read needs: a connection, a tenant, and the programmes that were read before. */
export type ReadDeps = AcrossDeps & {
  readonly tenantId: TenantId;
  readonly programmes: ProgrammeCache;
  /** What a write has read of its tenant, which it reads once. */
  readonly tenants?: Map<TenantId, StoredTenant>;
  /** Whether what belongs to deleted profiles is left out (DOMAIN §3.8). */
  readonly hidesDeleted?: boolean;
  /** Whether names and contacts are left out of what refers to a profile (DOMAIN §19.3). */
  readonly hidesPeople?: boolean;
};

/** One open transaction, and what a write needs from outside: the time, who asked, new ids. */
export type WriteContext = ReadDeps & {
  readonly now: Instant;
  /** Recorded with each event ([E5]). */
  readonly actor: Actor;
  /** A new UUIDv7. */
  readonly newId: () => string;
  /** When lots are joined, if not as usual: tests join early, or never (ledger/SPEC.md [L15]). */
  readonly joining?: JoinRule;
};

/**
 * What every write needs: its context, and places for events, for facts that have changed, and for
 * what must happen beside the database.
 */
export type WriteDeps = WriteContext & {
  /**
   * Records events in this transaction. Call it once the change is certain: a refusal commits too.
   */
  readonly happened: (...events: readonly NewEvent[]) => void;
  /** Moves facts that have changed to the end of the feed, in this transaction ([S11]). */
  readonly touched: (...touches: readonly FeedTouch[]) => void;
  /** Asks for something beside the database, once this transaction is committed. */
  readonly afterCommit: (...acts: readonly AfterCommit[]) => void;
};

/**
 * A function that runs inside one transaction and commits or rolls back as a whole. Its input and
 * output are plain data, because on SQLite it runs in the writer's thread.
 */
export type Write<Input, Output> = (deps: WriteDeps, input: Input) => Promise<Output>;
