import { BehaviorSubject, type Subscription } from "rxjs";
import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { inBackground, orElse } from "#renderer/data/concurrency/background.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import { type CaughtUp, type Pulls, startPulls } from "#renderer/data/pull/pulls.ts";
import type { SyncClient } from "#renderer/data/server/sync-client.ts";
import { type CollectionName, collectionNames, collections } from "#shared/sync/collections.ts";
import type { SessionDeps } from "./session-deps.ts";

/** The pulls of a session into the current cache, and what happens when they have caught up. */
export type Pulling = Pick<Pulls, "resync" | "wake" | "stop"> & {
  /** Facts stored since this cache was opened. */
  readonly loaded$: BehaviorSubject<number>;
  /**
   * Stops, runs a task that may replace the cache, and starts again unless the session has ended.
   * A task that throws or returns false is retried with back-off: a session must not be left
   * without pulls.
   */
  readonly restart: (task: () => Promise<boolean>) => Promise<void>;
};

const RETRY_TASK = { firstMs: 500, mostMs: 60_000 } as const;

/** Starts the pulls of a session. */
export const startPulling = (
  deps: Pick<SessionDeps, "parts" | "outbox" | "caches" | "connection" | "quarantine"> & {
    readonly client: SyncClient;
    readonly ended: AbortSignal;
    readonly onForeign: () => void;
  },
): Pulling => {
  const { parts, outbox, caches, connection, quarantine, client, ended, onForeign } = deps;
  const loaded$ = new BehaviorSubject(0);
  const caughtUpMs = new Map<CollectionName, number>();

  const onCaughtUp = ({ collection, askedAtMs }: CaughtUp) => {
    caughtUpMs.set(collection, askedAtMs);
    if (collections[collection].datesFacts) connection.recordFacts(askedAtMs);
    if (caughtUpMs.size === collectionNames.length) inBackground(caches.markComplete());
    inBackground(outbox.settle(caughtUpMs));
  };

  let pulls: Pulls;
  let following: Subscription;
  const start = () => {
    const { database, pullOnly } = caches.cache$.value;
    const { clock, random } = parts;
    caughtUpMs.clear();
    const { reconcile } = quarantine;
    pulls = startPulls({ database, pullOnly, client, clock, random, reconcile, onForeign });
    following = pulls.caughtUp$.subscribe(onCaughtUp);
    following.add(pulls.loaded$.subscribe((rows) => loaded$.next(rows)));
  };
  const stop = async () => {
    following.unsubscribe();
    await pulls.stop();
  };

  const pause = createWakeUp();
  const restart: Pulling["restart"] = async (task) => {
    const backOff = createBackOff(RETRY_TASK, parts.random);
    const attempt = async () => {
      await stop();
      return task();
    };
    while (!ended.aborted && !(await orElse(attempt(), false))) {
      await pause.wait(backOff.nextMs(), ended);
    }
    if (!ended.aborted) start();
  };

  start();
  return {
    loaded$,
    resync: (collections) => pulls.resync(collections),
    wake: () => {
      pulls.wake();
      pause.wake();
    },
    restart,
    stop,
  };
};
