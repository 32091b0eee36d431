import type { RxStorage, RxStorageInstance } from "rxdb/plugins/core";
import { Subject } from "rxjs";
import { z } from "zod";
import type { AnyStorage } from "./open-database.ts";

/** A checkpoint that RxDB has stored, so every row before it has been written. */
export type StoredCheckpoint = { readonly collection: string; readonly at: string };
const storedCheckpointSchema = z.object({ collection: z.string(), at: z.string() });

export type PullOnlyStorage = {
  readonly storage: AnyStorage;
  readonly checkpoint$: Subject<StoredCheckpoint>;
  /**
   * Emits why a pulled batch or a checkpoint couldn't be written. From then on a pull writes
   * nothing more until `resume`, so that no checkpoint can overtake missing rows.
   */
  readonly failure$: Subject<unknown>;
  /** Call it once the replications have stopped and before they restart from what is stored. */
  readonly resume: () => void;
  /** Resolves when no pulled batch is being written. */
  readonly settle: () => Promise<void>;
};

type Instance<T> = RxStorageInstance<T, unknown, unknown, unknown>;

/** RxDB's names for its store of checkpoints and for writes of pulled rows. */
const META_PREFIX = "rx-replication-meta-";
const PULL_CONTEXT = "replication-downstream-";

/**
 * A storage for collections that only pull. It reports what RxDB keeps to itself: when a checkpoint
 * is durable, and when a write failed. After a failed write, RxDB 17.6 stores the next batch's
 * checkpoint, which loses the failed rows for good. A listener here can stop first.
 */
export const createPullOnlyStorage = (inner: AnyStorage): PullOnlyStorage => {
  const checkpoint$ = new Subject<StoredCheckpoint>();
  const failure$ = new Subject<unknown>();
  const writing = new Set<Promise<unknown>>();
  let isBroken = false;
  const fail = (error: unknown) => {
    isBroken = true;
    failure$.next(error);
  };

  const tracked = async <T>(write: Promise<T>): Promise<T> => {
    writing.add(write);
    try {
      return await write;
    } finally {
      writing.delete(write);
    }
  };

  const writeFacts =
    <T>(instance: Instance<T>): Instance<T>["bulkWrite"] =>
    async (rows, context) => {
      if (!context.startsWith(PULL_CONTEXT)) return tracked(instance.bulkWrite(rows, context));
      if (isBroken) throw new Error("The pull has failed and has not been restarted yet.");
      try {
        const result = await tracked(instance.bulkWrite(rows, context));
        // A conflict would mean two writers. RxDB would silently ignore it.
        if (result.error[0]) throw result.error[0];
        return result;
      } catch (error) {
        fail(error);
        throw error;
      }
    };

  const writeMeta =
    <T>(instance: Instance<T>): Instance<T>["bulkWrite"] =>
    async (rows, context) => {
      // The position of RxDB's upstream, which nothing here uses.
      const isUpstream = rows.every(({ document }) => upSchema.safeParse(document).success);
      if (isUpstream || isBroken) return { error: [] };
      try {
        const result = await tracked(instance.bulkWrite(rows, context));
        if (result.error.length === 0) {
          for (const { document } of rows) emitCheckpoint(document, checkpoint$);
        }
        return result;
      } catch (error) {
        fail(error);
        // RxDB wouldn't handle the rejection, and would stop.
        return { error: [] };
      }
    };

  const wrap = <T>(instance: Instance<T>): Instance<T> => ({
    ...forwarded(instance),
    bulkWrite: instance.collectionName.startsWith(META_PREFIX)
      ? writeMeta(instance)
      : writeFacts(instance),
    // Only RxDB's upstream calls this. It has nothing to do here and would read every row.
    getChangedDocumentsSince: (_limit, checkpoint) =>
      Promise.resolve({ documents: [], checkpoint: checkpoint ?? null }),
  });

  const storage: RxStorage<unknown, unknown> = {
    name: inner.name,
    rxdbVersion: inner.rxdbVersion,
    createStorageInstance: async (params) => wrap(await inner.createStorageInstance(params)),
  };
  return {
    storage,
    checkpoint$,
    failure$,
    resume: () => {
      isBroken = false;
    },
    settle: async () => {
      while (writing.size > 0) await Promise.allSettled(writing);
    },
  };
};

const upSchema = z.object({ itemId: z.literal("up") });
const downCheckpointSchema = z.object({
  itemId: z.literal("down"),
  checkpointData: storedCheckpointSchema,
});

const emitCheckpoint = (document: unknown, checkpoint$: Subject<StoredCheckpoint>): void => {
  const parsed = downCheckpointSchema.safeParse(document);
  if (parsed.success) checkpoint$.next(parsed.data.checkpointData);
};

/**
 * Copies the instance to a plain object. A spread would lose its methods, which are on a prototype.
 */
const forwarded = <T>(instance: Instance<T>): Instance<T> => ({
  databaseName: instance.databaseName,
  collectionName: instance.collectionName,
  schema: instance.schema,
  internals: instance.internals,
  options: instance.options,
  bulkWrite: (rows, context) => instance.bulkWrite(rows, context),
  findDocumentsById: (ids, withDeleted) => instance.findDocumentsById(ids, withDeleted),
  query: (query) => instance.query(query),
  count: (query) => instance.count(query),
  getAttachmentData: (documentId, attachmentId, digest) =>
    instance.getAttachmentData(documentId, attachmentId, digest),
  changeStream: () => instance.changeStream(),
  cleanup: (minimumDeletedTime) => instance.cleanup(minimumDeletedTime),
  close: () => instance.close(),
  remove: () => instance.remove(),
});
