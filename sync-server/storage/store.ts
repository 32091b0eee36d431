import type { TenantId } from "#shared/kernel/ids.ts";
import type { WriteInput, WriteName, WriteOutput } from "#sync-server/writes.ts";
import type { DialectName, ReadDeps } from "./sql.ts";

/** The port between whoever serves a request and the database. */
export type Store = {
  readonly dialect: DialectName;
  /** What the read functions of the stores and domain folders take. */
  readonly read: (tenantId: TenantId) => ReadDeps;
  /**
   * Runs reads on one consistent view of the database, however long they take. On SQLite on a
   * connection of its own, but in the calling thread: for command lines rather than for requests.
   */
  readonly snapshot: <T>(tenantId: TenantId, read: (deps: ReadDeps) => Promise<T>) => Promise<T>;
  /**
   * Runs one write of `sync-server/writes.ts` in one transaction and answers after its commit. An
   * exception rolls that write back, and only that one.
   */
  readonly write: <K extends WriteName>(
    name: K,
    tenantId: TenantId,
    input: WriteInput<K>,
  ) => Promise<WriteOutput<K>>;
  /**
   * Calls back soon after writes were committed, by this process or (where the database can tell)
   * another one. Several commits may make one call, so it says only that there may be more to read.
   */
  readonly onChange: (listener: () => void) => () => void;
  /** Takes no more writes, finishes those that wait, and closes every connection. */
  readonly close: () => Promise<void>;
};
