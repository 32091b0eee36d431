import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import { retryMs } from "#renderer/data/server/retry-ms.ts";
import type { PullPage, SyncClient } from "#renderer/data/server/sync-client.ts";
import type { SyncFailure } from "#renderer/data/server/sync-failure.ts";
import type { Semaphore } from "#shared/kernel/semaphore.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { PULL_LIMIT_DEFAULT } from "#shared/sync/protocol.ts";

/** Fetches pages of one collection, retrying until it succeeds. */
export type FetchPages = {
  /** Null if aborted; otherwise it retries for as long as it takes. */
  readonly fetch: (checkpoint: string | null, signal: AbortSignal) => Promise<PullPage | null>;
  /** Ends a back-off, because the server has just answered. */
  readonly wake: () => void;
};

/** The pages of one collection, with a back-off of its own. */
export const createFetchPages = (deps: {
  readonly collection: CollectionName;
  readonly client: SyncClient;
  readonly withPermit: Semaphore;
  readonly random: () => number;
  /**
   * Called when the checkpoint is from another epoch of the server: the cache must be pulled again
   * ([S12]).
   */
  readonly onForeign: () => void;
}): FetchPages => {
  const { collection, client, withPermit } = deps;
  const backOff = createBackOff({ firstMs: 500, mostMs: 30_000 }, deps.random);
  const wakeUp = createWakeUp();

  return {
    fetch: async (checkpoint, signal) => {
      const request = { collection, checkpoint, limit: PULL_LIMIT_DEFAULT };
      while (!signal.aborted) {
        const page = await withPermit(() => client.pull(request, signal));
        if (page.ok) {
          backOff.reset();
          return page.value;
        }
        if (signal.aborted) break;
        if (isForeign(page.error)) deps.onForeign();
        await wakeUp.wait(retryMs(page.error, backOff), signal);
      }
      return null;
    },
    wake: wakeUp.wake,
  };
};

const isForeign = (failure: SyncFailure): boolean =>
  failure.kind === "refused" && failure.code === "checkpoint_foreign";
