import { join } from "node:path";
import { v7 } from "uuid";
import type { ProfileId, TenantId } from "#shared/kernel/ids.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import { doOnce } from "./access/do-once.ts";
import { type Clock, systemClock } from "./clock.ts";
import { erasedListOf } from "./erased-list.ts";
import { ACTS } from "./storage/after-commit.ts";
import { createCheckpointer } from "./storage/checkpointer.ts";
import { createProgrammeCache } from "./storage/incentive/programme-cache.ts";
import { kyselyOver } from "./storage/kysely-over.ts";
import { createListeners } from "./storage/listeners.ts";
import { migratePostgres } from "./storage/migrations/migrate-postgres.ts";
import { openPostgres } from "./storage/postgres.ts";
import { watchPostgres } from "./storage/postgres-changes.ts";
import { keepFilePrivate, makePrivateFolder } from "./storage/private-files.ts";
import { runWrite, type Written } from "./storage/run-write.ts";
import { insertServerIdentity } from "./storage/server-identity-store.ts";
import type { WriteDeps } from "./storage/sql.ts";
import { openSqlite, sqliteSnapshot } from "./storage/sqlite.ts";
import { watchSqlite } from "./storage/sqlite-changes.ts";
import { EVERY_TENANT, type TenantScope } from "./storage/tenant-scope.ts";
import { startWriterThread } from "./storage/writer-thread.ts";
import type { Store } from "./store.ts";
import {
  WRITES_ACROSS_TENANTS,
  type WriteInput,
  type WriteName,
  type WriteOutput,
  writeNamed,
} from "./writes.ts";

export type StoreOptions = {
  /** PostgreSQL; without it SQLite in `dataDir`. */
  readonly databaseUrl?: string | null;
  /** Folder of the SQLite database; created if missing. */
  readonly dataDir: string;
  /** The most connections to PostgreSQL. */
  readonly databasePool?: number;
  readonly clock?: Clock;
  /**
   * Called once if the writer has died and nothing can be written any more. By default it throws.
   */
  readonly onFatal?: (error: Error) => void;
  /** Called after each commit with the number of writes that shared it. */
  readonly onCommit?: (writes: number) => void;
  /** Called once somebody's erasure is committed, for what is kept beside the database. */
  readonly onErased?: (profileId: ProfileId) => void;
  /** Whether a write fails that records an event which it doesn't declare ([E4]). */
  readonly isStrict?: boolean;
  readonly threads?: Threads;
};

/** The programs of SQLite's threads. */
export type Threads = { readonly writer: URL; readonly checkpoints: URL };

const THREADS: Threads = {
  writer: new URL("./writer-worker.ts", import.meta.url),
  checkpoints: new URL("./checkpoint-worker.ts", import.meta.url),
};

/** Opens the database, migrates its tables, and gives a new one its epoch. */
export const openStore = (options: StoreOptions): Promise<Store> =>
  options.databaseUrl ? openPostgresStore(options, options.databaseUrl) : openSqliteStore(options);

/**
 * Does what a write asked for beside the database, and returns its answer: whoever is erased is in
 * the list of those who are gone before anybody is told (profile/SPEC.md [I18]).
 */
const finisherOf = (options: StoreOptions) => {
  const list = erasedListOf(options);
  return <Output>({ output, afterCommit }: Written<Output>): Output => {
    const erased = afterCommit.filter(({ act }) => ACTS[act].listsErased);
    for (const { profileId } of erased) options.onErased?.(profileId);
    try {
      if (erased.length > 0) list.add(erased);
    } catch (cause) {
      throw notListed(cause);
    }
    return output;
  };
};

/** Whoever was erased is in the list within a minute, or at the next start, from the database. */
const notListed = (cause: unknown): Error =>
  Object.assign(new Error("The list of erased people can't be written.", { cause }), {
    code: "REGULARS_NOT_LISTED",
  });

/** The name of the database file in its folder. */
export const DATABASE_FILE = "regulars.sqlite";

const POOL_DEFAULT = 12;

const openSqliteStore = async (options: StoreOptions): Promise<Store> => {
  const { dataDir, clock = systemClock, onFatal = throwOutside } = options;
  const { onCommit = () => {}, isStrict = false, threads = THREADS } = options;
  const finish = finisherOf(options);
  makePrivateFolder(dataDir);
  const path = join(dataDir, DATABASE_FILE);
  keepFilePrivate(path);
  const listeners = createListeners();
  const checkpointer = createCheckpointer(threads.checkpoints, path);
  // The thread creates the tables before it is ready.
  const writer = await startWriterThread({
    program: threads.writer,
    path,
    isStrict,
    onCommit: (writes) => {
      listeners.notify();
      checkpointer.committed(writes);
      onCommit(writes);
    },
    onFatal,
  });
  const reader = openSqlite(path, "read");
  const sql = kyselyOver("sqlite", reader.execute);
  const programmes = createProgrammeCache();
  const stopWatching = watchSqlite(reader.database, listeners.notify);
  return {
    dialect: "sqlite",
    read: (tenantId) => ({ sql, dialect: "sqlite", tenantId, programmes }),
    readAcross: () => ({ sql, dialect: "sqlite" }),
    snapshot: (tenantId, read) =>
      sqliteSnapshot(path, (snapshot) =>
        read({ sql: snapshot, dialect: "sqlite", tenantId, programmes }),
      ),
    write: async <K extends WriteName>(
      name: K,
      tenantId: TenantId,
      input: WriteInput<K>,
      actor: Actor = "command-line",
    ) => finish(await writer.write<WriteOutput<K>>({ name, tenantId, now: clock(), actor, input })),
    writeOnce: async (name, tenantId, input, actor, once) =>
      finish(await writer.write({ name, tenantId, now: clock(), actor, input, once })),
    onChange: listeners.listen,
    close: async () => {
      await writer.close();
      await checkpointer.close();
      stopWatching();
      reader.database.close();
    },
  };
};

const openPostgresStore = async (options: StoreOptions, databaseUrl: string): Promise<Store> => {
  const { databasePool = POOL_DEFAULT, clock = systemClock } = options;
  const { onCommit = () => {}, isStrict = false } = options;
  const finish = finisherOf(options);
  await migratePostgres(databaseUrl);
  const connection = openPostgres(databaseUrl, databasePool);
  const { readAs, transact } = connection;
  const programmes = createProgrammeCache();
  try {
    await transact(null, (transaction) => insertServerIdentity({ sql: transaction }, v7()));
  } catch (error) {
    await connection.close();
    throw error;
  }
  const changes = watchPostgres(connection);
  const inFlight = trackInFlight();
  const run = <T>(
    name: WriteName,
    tenantId: TenantId,
    actor: Actor,
    write: (deps: WriteDeps) => Promise<T>,
  ): Promise<T> =>
    inFlight.run(() =>
      transact(scopeOfWrite(name, tenantId), (transaction) =>
        runWrite(
          {
            ...{ sql: transaction, dialect: "postgres", tenantId, programmes },
            ...{ now: clock(), actor, newId: v7 },
          },
          write,
        ),
      ).then((written) => {
        changes.notify();
        onCommit(1);
        return finish(written);
      }),
    );
  return {
    dialect: "postgres",
    read: (tenantId) => ({ sql: readAs(tenantId), dialect: "postgres", tenantId, programmes }),
    readAcross: () => ({ sql: readAs(EVERY_TENANT), dialect: "postgres" }),
    snapshot: (tenantId, read) =>
      connection.snapshot(tenantId, (snapshot) =>
        read({ sql: snapshot, dialect: "postgres", tenantId, programmes }),
      ),
    write: (name, tenantId, input, actor = "command-line") => {
      const write = writeNamed(name, isStrict);
      return run(name, tenantId, actor, (deps) => write(deps, input));
    },
    writeOnce: (name, tenantId, input, actor, once) => {
      const write = writeNamed(name, isStrict);
      return run(name, tenantId, actor, (deps) =>
        doOnce(deps, { once, input }, (within) => write(within, input)),
      );
    },
    onChange: changes.listen,
    close: async () => {
      await inFlight.drain();
      await changes.close();
      await connection.close();
    },
  };
};

const scopeOfWrite = (name: WriteName, tenantId: TenantId): TenantScope =>
  WRITES_ACROSS_TENANTS.has(name) ? EVERY_TENANT : tenantId;

/** Tracks running work, so that closing can wait for it and refuse anything new. */
const trackInFlight = () => {
  const running = new Set<Promise<unknown>>();
  let isClosing = false;
  return {
    run: <T>(work: () => Promise<T>): Promise<T> => {
      if (isClosing) return Promise.reject(new Error("The database is closing."));
      const promise = work();
      running.add(promise);
      const forget = () => running.delete(promise);
      promise.then(forget, forget);
      return promise;
    },
    drain: async (): Promise<void> => {
      isClosing = true;
      await Promise.allSettled(running);
    },
  };
};

/** Stops the program, like any unhandled error. */
const throwOutside = (error: Error): void => {
  queueMicrotask(() => {
    throw error;
  });
};
