import type { TenantId } from "#shared/kernel/ids.ts";
import type { JoinRule } from "#shared/ledger/join.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import { doOnce } from "#sync-server/access/do-once.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { ErasedId } from "#sync-server/erased-list.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import { createProgrammeCache } from "#sync-server/storage/incentive/programme-cache.ts";
import { runWrite } from "#sync-server/storage/run-write.ts";
import type { ReadDeps, Write } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";
import {
  type WriteInput,
  type WriteName,
  type WriteOutput,
  writeNamed,
} from "#sync-server/writes.ts";
import type { SimConnection, SimDatabase } from "./sim-database.ts";

/** The store of a simulated server: the real writes on a real database, in this thread. */
export type SimStore = Store & {
  /** Runs a write in one transaction, even one that isn't in `writes.ts`. */
  readonly run: <Input, Output>(
    write: Write<Input, Output>,
    input: Input,
    actor?: Actor,
  ) => Promise<Output>;
  readonly readDeps: () => ReadDeps;
  /** After `writes` more writes, the next one is lost at its commit, and so is every later one. */
  readonly crashAfter: (writes: number) => void;
  readonly isDown: () => boolean;
  /** Those who are gone, as in the file beside the database, which no crash takes back. */
  readonly erased: readonly ErasedId[];
  /** Copies the database as a backup does; null if that isn't so easy. */
  readonly backUp: () => Promise<SimDatabase | null>;
  /** Reopens the database, like a server that starts. */
  readonly restart: () => Promise<void>;
};

/** The error of every write on a server that has died. */
export const CRASH = new Error("The simulated server has crashed");

/** Lots are joined so early that a short run does it often (ledger/SPEC.md [L15]). */
const EARLY: JoinRule = { lotsMin: 1, activeForMs: 3_600_000 };

export const openSimStore = (deps: {
  readonly database: SimDatabase;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly random: Seeded;
  /** Called with every write that was committed, before its answer is sent. */
  readonly onCommitted: (name: string, output: unknown) => Promise<void>;
}): SimStore => {
  const { database, tenantId, clock, random } = deps;
  const { dialect } = database;
  const programmes = createProgrammeCache();
  let connection: SimConnection = database.open(tenantId);
  let writesLeft = Number.POSITIVE_INFINITY;
  const erased: ErasedId[] = [];

  const run = async <Input, Output>(
    write: Write<Input, Output>,
    input: Input,
    actor: Actor = "command-line",
  ): Promise<Output> => {
    if (writesLeft < 0) throw CRASH;
    const now = clock();
    const { output, afterCommit } = await connection.transact(async (sql) => {
      const newId = () => random.uuid7(now);
      const context = { sql, dialect, tenantId, programmes, now, newId, actor, joining: EARLY };
      const written = await runWrite(context, (writeDeps) => write(writeDeps, input));
      writesLeft--;
      if (writesLeft < 0) throw CRASH;
      return written;
    });
    erased.push(...afterCommit.filter(({ act }) => act === "list_erased"));
    return output;
  };

  const readDeps = (): ReadDeps => ({ sql: connection.read, dialect, tenantId, programmes });
  return {
    dialect,
    read: readDeps,
    readDeps,
    readAcross: readDeps,
    snapshot: (_tenantId, read) => read(readDeps()),
    run,
    write: async <K extends WriteName>(
      name: K,
      _tenantId: TenantId,
      input: WriteInput<K>,
      actor?: Actor,
    ) => {
      const output = await run<WriteInput<K>, WriteOutput<K>>(writeNamed(name, true), input, actor);
      await deps.onCommitted(name, output);
      return output;
    },
    writeOnce: (name, _tenantId, input, actor, once) =>
      run(
        (writeDeps, asked) =>
          doOnce(writeDeps, { once, input: asked }, (within) =>
            writeNamed(name, true)(within, asked),
          ),
        input,
        actor,
      ),
    onChange: () => () => undefined,
    crashAfter: (writes) => {
      writesLeft = writes;
    },
    isDown: () => writesLeft < 0,
    erased,
    backUp: async () => {
      if (database.copy === null) return null;
      await connection.close();
      const copy = database.copy();
      connection = database.open(tenantId);
      return copy;
    },
    restart: async () => {
      await connection.close();
      connection = database.open(tenantId);
      writesLeft = Number.POSITIVE_INFINITY;
    },
    close: () => connection.close(),
  };
};
