import { replicateRxCollection } from "rxdb/plugins/replication";
import { filter, firstValueFrom, merge, Subject, takeUntil } from "rxjs";
import type { FactCollection, StoredFact } from "#renderer/data/database/cache-schema.ts";
import type {
  PullOnlyStorage,
  StoredCheckpoint,
} from "#renderer/data/database/pull-only-storage.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { createPullHandler, type PullHandlerDeps, RXDB_BATCH_SIZE } from "./pull-handler.ts";

export type CollectionReplication = {
  readonly resync: () => void;
  /** Resolves when it has stopped and no batch is half-written. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts RxDB's replication of one collection from its last stored checkpoint. It only pulls, and
 * its stream says only "resync": documents that arrive by two routes could overtake each other.
 */
export const replicateCollection = (deps: {
  readonly name: CollectionName;
  readonly collection: FactCollection;
  readonly pullOnly: PullOnlyStorage;
  readonly handler: Omit<
    PullHandlerDeps,
    "collection" | "fetchPage" | "stored" | "whenMoreStored" | "isAborted" | "resyncCount"
  >;
  readonly fetchPage: (
    checkpoint: string | null,
    signal: AbortSignal,
  ) => ReturnType<PullHandlerDeps["fetchPage"]>;
  /** Called when RxDB couldn't write or read. It must be stopped before the next page. */
  readonly onError: (error: unknown) => void;
}): CollectionReplication => {
  const { name, pullOnly } = deps;
  const abort = new AbortController();
  const aborted$ = new Subject<null>();
  const resync$ = new Subject<"RESYNC">();
  const stored$ = pullOnly.checkpoint$.pipe(filter(({ collection }) => collection === name));
  let stored: string | null = null;
  let resyncCount = 0;
  const following = stored$.pipe(takeUntil(aborted$)).subscribe(({ at }) => {
    stored = at;
  });

  const replication = replicateRxCollection<StoredFact, StoredCheckpoint>({
    replicationIdentifier: "pull",
    collection: deps.collection,
    waitForLeadership: false,
    // The handler retries by itself and never throws, so this is only for the unforeseen.
    retryTime: 60_000,
    pull: {
      batchSize: RXDB_BATCH_SIZE,
      stream$: resync$,
      handler: createPullHandler({
        ...deps.handler,
        collection: name,
        fetchPage: (checkpoint) => deps.fetchPage(checkpoint, abort.signal),
        stored: () => stored,
        whenMoreStored: async () => {
          if (!abort.signal.aborted) await firstValueFrom(merge(stored$, aborted$));
        },
        isAborted: () => abort.signal.aborted,
        resyncCount: () => resyncCount,
      }),
    },
  });
  replication.error$.subscribe(deps.onError);

  return {
    resync: () => {
      resyncCount += 1;
      resync$.next("RESYNC");
    },
    stop: async () => {
      abort.abort();
      aborted$.next(null);
      following.unsubscribe();
      await replication.cancel();
      await pullOnly.settle();
    },
  };
};
