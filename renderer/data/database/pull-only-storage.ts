import type { RxStorage, RxStorageInstance } from "rxdb/plugins/core";
import { Subject } from "rxjs";
import { z } from "zod";
import type { AnyStorage } from "./open-database.ts";

/** A checkpoint that RxDB has stored: every row before it is known to be written. */
export type StoredCheckpoint = { readonly collection: string; readonly at: string };
const storedCheckpointSchema = z.object({ collection: z.string(), at: z.string() });

export type PullOnlyStorage = {
  readonly storage: AnyStorage;
  readonly checkpoint$: Subject<StoredCheckpoint>;
  /**
   * Why a pulled batch or a checkpoint could not be written. From then on nothing more of a pull is
   * written, until `mend`: no checkpoint can overtake rows that are missing.
   */
  readonly failure$: Subject<unknown>;
  /** The replications have been stopped and will start again from what is stored. */
  readonly mend: () => void;
  /** Resolves when no pulled batch is being written. */
  readonly settle: () => Promise<void>;
};

type Instance<T> = RxStorageInstance<T, unknown, unknown, unknown>;

/** How RxDB names the store of a replication's checkpoints, and the writes of what it has pulled. */
const META_PREFIX = "rx-replication-meta-";
const PULL_CONTEXT = "replication-downstream-";

/**
 * A storage for collections that only ever pull, which tells what RxDB keeps to itself: when a
 * checkpoint is durable, and when a write failed. In RxDB 17.6 a failed write is followed by the
 * next batch's checkpoint, which loses the failed rows for good; who listens here can stop first.
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
      if (isBroken) throw new Error("The pull has failed and was not started again yet.");
      try {
        const result = await tracked(instance.bulkWrite(rows, context));
        // A conflict would mean two writers; RxDB would pass over it in silence.
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
      // Where RxDB's upstream has come to, of which nothing ever follows.
      const isUpstream = rows.every(({ document }) => upSchema.safeParse(document).success);
      if (isUpstream || isBroken) return { error: [] };
      try {
        const result = await tracked(instance.bulkWrite(rows, context));
        if (result.error.length === 0) {
          for (const { document } of rows) tellCheckpoint(document, checkpoint$);
        }
        return result;
      } catch (error) {
        fail(error);
        // RxDB would leave the rejection unhandled and stand still.
        return { error: [] };
      }
    };

  const wrap = <T>(instance: Instance<T>): Instance<T> => ({
    ...forwarded(instance),
    bulkWrite: instance.collectionName.startsWith(META_PREFIX)
      ? writeMeta(instance)
      : writeFacts(instance),
    // Asked for by RxDB's upstream, which has nothing to do here and would read every row.
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
    mend: () => {
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

const tellCheckpoint = (document: unknown, checkpoint$: Subject<StoredCheckpoint>): void => {
  const parsed = downCheckpointSchema.safeParse(document);
  if (parsed.success) checkpoint$.next(parsed.data.checkpointData);
};

/** The instance as a plain object; its methods live on a prototype that a spread would lose. */
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
