import { BehaviorSubject, Subject } from "rxjs";
import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import type { CacheDatabase } from "#renderer/data/database/cache-schema.ts";
import type { PullOnlyStorage } from "#renderer/data/database/pull-only-storage.ts";
import type { SyncClient } from "#renderer/data/server/sync-client.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import { createSemaphore } from "#shared/kernel/semaphore.ts";
import {
  type CollectionName,
  collectionNames,
  collectionStages,
} from "#shared/sync/collections.ts";
import { createFetchPages } from "./fetch-pages.ts";
import type { PullHandlerDeps } from "./pull-handler.ts";
import { type CollectionReplication, replicateCollection } from "./replicate-collection.ts";

/** A collection has everything that the server had when asked at `askedAtMs` (monotonic). */
export type CaughtUp = { readonly collection: CollectionName; readonly askedAtMs: number };

/** Keeps the cache up to date with the server. */
export type Pulls = {
  readonly caughtUp$: Subject<CaughtUp>;
  /** Rows stored since the start. */
  readonly loaded$: BehaviorSubject<number>;
  /** Pulls what is new in these collections, or in all of them. */
  readonly resync: (collections: readonly CollectionName[] | null) => void;
  /** Ends every back-off, because the server has just answered. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** A browser opens six connections to a server. One streams, and one is kept for pushing. */
const PULLS_AT_ONCE = 3;
const POLL_MS = 60_000;

/** Starts pulling every collection, at most three at a time. */
export const startPulls = (deps: {
  readonly database: CacheDatabase;
  readonly pullOnly: PullOnlyStorage;
  readonly client: SyncClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly reconcile: PullHandlerDeps["reconcile"];
  readonly onForeign: () => void;
}): Pulls => {
  const { database, pullOnly, client, clock, random } = deps;
  const caughtUp$ = new Subject<CaughtUp>();
  const loaded$ = new BehaviorSubject(0);
  const withPermit = createSemaphore(PULLS_AT_ONCE);
  const pages = new Map(
    collectionNames.map((collection) => {
      const { onForeign } = deps;
      return [collection, createFetchPages({ collection, client, withPermit, random, onForeign })];
    }),
  );
  const running = new Map<CollectionName, CollectionReplication>();
  const caughtUp = new Set<CollectionName>();
  const end = new AbortController();

  const start = (name: CollectionName) => {
    const fetcher = pages.get(name);
    if (!fetcher || end.signal.aborted || running.has(name)) return;
    running.set(
      name,
      replicateCollection({
        name,
        collection: database[name],
        pullOnly,
        fetchPage: fetcher.fetch,
        onError: fail,
        handler: {
          monotonicMs: clock.monotonicMs,
          reconcile: deps.reconcile,
          onStored: (rows) => loaded$.next(loaded$.value + rows),
          onCaughtUp: (askedAtMs) => {
            caughtUp.add(name);
            caughtUp$.next({ collection: name, askedAtMs });
            startStages();
          },
        },
      }),
    );
  };
  const startStages = () => {
    for (const stage of collectionStages) {
      for (const name of stage) start(name);
      if (!stage.every((name) => caughtUp.has(name))) return;
    }
  };

  const restartBackOff = createBackOff({ firstMs: 500, mostMs: 60_000 }, random);
  const pause = createWakeUp();
  let restarting: Promise<void> | null = null;
  const stopAll = async () => {
    const stopping = [...running.values()].map((replication) => replication.stop());
    await Promise.all(stopping);
    running.clear();
  };
  /** Pulls again from the stored checkpoints, so that a batch whose write failed isn't lost. */
  const restart = async () => {
    await stopAll();
    await pause.wait(restartBackOff.nextMs(), end.signal);
    pullOnly.resume();
    restarting = null;
    startStages();
  };
  const fail = () => {
    if (!end.signal.aborted) restarting ??= restart();
  };
  const failing = pullOnly.failure$.subscribe(fail);
  const healing = caughtUp$.subscribe(restartBackOff.reset);

  const resync = (collections: readonly CollectionName[] | null) => {
    for (const name of collections ?? collectionNames) running.get(name)?.resync();
  };
  const poll = setInterval(() => resync(null), POLL_MS);
  startStages();

  return {
    caughtUp$,
    loaded$,
    resync,
    wake: () => {
      for (const fetcher of pages.values()) fetcher.wake();
    },
    stop: async () => {
      end.abort();
      clearInterval(poll);
      failing.unsubscribe();
      healing.unsubscribe();
      await restarting;
      await stopAll();
    },
  };
};
