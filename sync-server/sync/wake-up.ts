import type { TenantId } from "#shared/kernel/ids.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { readFeedChanges } from "#sync-server/storage/feed-changes-store.ts";
import { FEED_START, type FeedPlace, readFeedHead } from "#sync-server/storage/feed-store.ts";
import type { Store } from "#sync-server/store.ts";

/** A device that listens: what it may see, and how it is told. */
export type Listener = {
  /** Scopes of the feed that are this device's: its region, its own id, and `*`. */
  readonly scopes: ReadonlySet<string>;
  readonly tell: (collections: readonly CollectionName[]) => void;
};

/** Tells devices of what has changed. Loses nothing for long: it also looks without being told. */
export type WakeUp = {
  /** Adds a listener, who misses nothing from here on; the answer takes it away again. */
  readonly listen: (listener: Listener) => Promise<() => void>;
  readonly stop: () => void;
};

/** Commits within this time make one look at the feed and one event. */
const GATHER_MS = 80;

/** When an older transaction holds back what has been committed, it is looked for again after this. */
const HELD_BACK_MS = 200;

/** A notice between servers may get lost; what it was about is found after this. */
const LOOK_ANYWAY_MS = 5_000;

/** Watches the feed of one tenant for all devices that listen here. Nobody listens, nobody looks. */
export const createWakeUp = (
  deps: { readonly store: Store; readonly tenantId: TenantId },
  onTold: (outcome: { readonly lagMs: number; readonly told: number }) => void = () => undefined,
  onFailure: (error: unknown) => void = () => undefined,
): WakeUp => {
  const listeners = new Set<Listener>();
  let seen: FeedPlace = FEED_START;
  /** When the first commit was heard of that has not been looked for yet. */
  let newsAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let isStopped = false;

  const lookAfter = (ms: number): void => {
    if (timer || isLooking || isStopped || listeners.size === 0) return;
    timer = setTimeout(() => {
      timer = null;
      void look();
    }, ms);
    timer.unref();
  };

  const look = async (): Promise<void> => {
    isLooking = true;
    let isHeldBack = false;
    const heardAt = newsAt ?? performance.now();
    newsAt = null;
    try {
      const read = deps.store.read(deps.tenantId);
      const head = await readFeedHead(read);
      const found = await readFeedChanges(read, seen);
      seen = head;
      isHeldBack = found.isHeldBack;
      const told = tellAll(listeners, found.changes);
      onTold({ lagMs: performance.now() - heardAt, told });
    } catch (error) {
      onFailure(error);
    } finally {
      isLooking = false;
      if (isHeldBack) newsAt = heardAt;
      if (newsAt !== null) lookAfter(isHeldBack ? HELD_BACK_MS : GATHER_MS);
    }
  };

  const stopHearing = deps.store.onChange(() => {
    // A commit that comes while a look is under way may be too late for it.
    newsAt ??= performance.now();
    lookAfter(GATHER_MS);
  });
  const regular = setInterval(() => lookAfter(0), LOOK_ANYWAY_MS);
  regular.unref();

  return {
    listen: async (listener) => {
      // While nobody listened nobody looked: what was before this is for the listener's own pull.
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

const tellAll = (
  listeners: ReadonlySet<Listener>,
  changes: readonly { readonly collection: CollectionName; readonly scope: string }[],
): number => {
  if (changes.length === 0) return 0;
  let told = 0;
  for (const { scopes, tell } of listeners) {
    const collections = changes.filter(({ scope }) => scopes.has(scope));
    if (collections.length === 0) continue;
    tell([...new Set(collections.map(({ collection }) => collection))]);
    told++;
  }
  return told;
};
