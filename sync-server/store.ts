import type { TenantId } from "#shared/kernel/ids.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { OnceOutcome } from "./access/do-once.ts";
import type { Once } from "./storage/access/kept-answer-store.ts";
import type { AcrossDeps, DialectName, ReadDeps } from "./storage/sql.ts";
import type { WriteInput, WriteName, WriteOutput } from "./writes.ts";

/** The database as a server, a job or a command line uses it: reads, and every write by name. */
export type Store = {
  readonly dialect: DialectName;
  /** The `deps` of the read functions in stores and domain folders. */
  readonly read: (tenantId: TenantId) => ReadDeps;
  /** The `deps` of the few that read for every tenant (`ACROSS_TENANTS`). */
  readonly readAcross: () => AcrossDeps;
  /**
   * Runs reads on one consistent snapshot of the database, however long they take. On SQLite this
   * uses its own connection but blocks the calling thread: use it in command lines, not in
   * requests.
   */
  readonly snapshot: <T>(tenantId: TenantId, read: (deps: ReadDeps) => Promise<T>) => Promise<T>;
  /**
   * Runs one write of `writes.ts` in one transaction and resolves after its commit. An exception
   * rolls back that write only. `actor` is recorded with its events and defaults to the command
   * line.
   */
  readonly write: <K extends WriteName>(
    name: K,
    tenantId: TenantId,
    input: WriteInput<K>,
    actor?: Actor,
  ) => Promise<WriteOutput<K>>;
  /** The same, once for each place under a caller's key (DOMAIN §1.2 no. 12). */
  readonly writeOnce: <K extends WriteName>(
    name: K,
    tenantId: TenantId,
    input: WriteInput<K>,
    actor: Actor,
    once: Once,
  ) => Promise<OnceOutcome<WriteOutput<K>>>;
  /**
   * Calls the listener soon after a commit, by this process or (if the database can tell) by
   * another. Several commits may share one call, so it only means that there may be more to read.
   */
  readonly onChange: (listener: () => void) => () => void;
  /** Accepts no more writes, finishes those waiting, and closes every connection. */
  readonly close: () => Promise<void>;
};

/** A store as requests use it: every write says who asked for it. */
export type RequestStore = Omit<Store, "write"> & {
  readonly write: <K extends WriteName>(
    name: K,
    tenantId: TenantId,
    input: WriteInput<K>,
    actor: Actor,
  ) => Promise<WriteOutput<K>>;
};
