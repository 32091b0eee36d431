import type { TenantId } from "#shared/kernel/ids.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { readFeedChanges } from "#sync-server/storage/sync/feed-changes-store.ts";
import { FEED_START, type FeedPlace, readFeedHead } from "#sync-server/storage/sync/feed-store.ts";
import type { Store } from "#sync-server/store.ts";

/** A listening device: what it may see, and how to notify it. */
export type Listener = {
  /** The feed scopes of this device: its region, its own id, and `*`. */
  readonly scopes: ReadonlySet<string>;
  readonly notify: (collections: readonly CollectionName[]) => void;
};

/** Notifies devices of changes. It also polls, so a lost notification only causes a delay. */
export type WakeUp = {
  /** Adds a listener, who misses nothing from here on; returns a function that removes it. */
  readonly listen: (listener: Listener) => Promise<() => void>;
  readonly stop: () => void;
};

/** Commits within this time share one read of the feed and one event. */
const BATCH_MS = 80;

/** When to try again if an older transaction holds back what has been committed. */
const HELD_BACK_MS = 200;

/** Notifications between servers may get lost; this poll finds what they were about. */
const POLL_EVERY_MS = 5_000;

/**
 * Watches the feed of one tenant for all devices that listen here. Doesn't poll while nobody
 * listens.
 */
export const createWakeUp = (
  deps: { readonly store: Pick<Store, "read" | "onChange">; readonly tenantId: TenantId },
  onNotified: (lagMs: number) => void = () => undefined,
  onFailure: (error: unknown) => void = () => undefined,
): WakeUp => {
  const listeners = new Set<Listener>();
  let seen: FeedPlace = FEED_START;
  /** When we heard of the first commit since the last poll. */
  let newsAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isPolling = false;
  let isStopped = false;

  const pollAfter = (ms: number): void => {
    if (timer || isPolling || isStopped || listeners.size === 0) return;
    timer = setTimeout(() => {
      timer = null;
      void poll();
    }, ms);
    timer.unref();
  };

  const poll = async (): Promise<void> => {
    isPolling = true;
    let isHeldBack = false;
    const heardAt = newsAt ?? performance.now();
    newsAt = null;
    try {
      const read = deps.store.read(deps.tenantId);
      const head = await readFeedHead(read);
      const found = await readFeedChanges(read, seen);
      seen = head;
      isHeldBack = found.isHeldBack;
      notifyAll(listeners, found.changes);
      onNotified(performance.now() - heardAt);
    } catch (error) {
      onFailure(error);
    } finally {
      isPolling = false;
      if (isHeldBack) newsAt = heardAt;
      if (newsAt !== null) pollAfter(isHeldBack ? HELD_BACK_MS : BATCH_MS);
    }
  };

  const stopHearing = deps.store.onChange(() => {
    // A poll in progress may miss a commit that arrives now.
    newsAt ??= performance.now();
    pollAfter(BATCH_MS);
  });
  const regular = setInterval(() => pollAfter(0), POLL_EVERY_MS);
  regular.unref();

  return {
    listen: async (listener) => {
      // We don't poll without listeners, so this listener's own pull covers everything so far.
      if (listeners.size === 0) {
        const head = await readFeedHead(deps.store.read(deps.tenantId));
        if (listeners.size === 0) seen = head;
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop: () => {
      isStopped = true;
      stopHearing();
      clearInterval(regular);
      if (timer) clearTimeout(timer);
      listeners.clear();
    },
  };
};

const notifyAll = (
  listeners: ReadonlySet<Listener>,
  changes: readonly { readonly collection: CollectionName; readonly scope: string }[],
): void => {
  if (changes.length === 0) return;
  for (const { scopes, notify } of listeners) {
    const collections = changes.filter(({ scope }) => scopes.has(scope));
    if (collections.length === 0) continue;
    notify([...new Set(collections.map(({ collection }) => collection))]);
  }
};
