import type { TenantId } from "#shared/kernel/ids.ts";
import type { DialectName, ReadDeps } from "./storage/sql.ts";
import type { WriteInput, WriteName, WriteOutput } from "./writes.ts";

/** What a server, a job or a command line needs of the database: reads, and every write by its name. */
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
   * Runs one write of `writes.ts` in one transaction and answers after its commit. An exception
   * rolls that write back, and only that one.
   */
  readonly write: <K extends WriteName>(
    name: K,
    tenantId: TenantId,
    input: WriteInput<K>,
  ) => Promise<WriteOutput<K>>;
  /**
   * Calls back soon after a commit, by this process or (where the database can say) by another one.
   * Several commits may share one call, so it means only that there may be more to read.
   */
  readonly onChange: (listener: () => void) => () => void;
  /** Accepts no more writes, finishes those that wait, and closes every connection. */
  readonly close: () => Promise<void>;
};
