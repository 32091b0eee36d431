import { type CollectionName, collectionNames } from "#shared/sync/collections.ts";

/** Events come in bursts. Pulls requested within this time start only once. */
const RESYNC_AFTER_MS = 50;

/** Pulls some collections, or all (null), shortly after the first call of a burst. */
export type ResyncSoon = {
  readonly ask: (collections: readonly CollectionName[] | null) => void;
  readonly stop: () => void;
};

/** Gathers the calls of a burst into one. */
export const createResyncSoon = (
  resync: (collections: readonly CollectionName[]) => void,
): ResyncSoon => {
  const wanted = new Set<CollectionName>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    ask: (collections) => {
      for (const name of collections ?? collectionNames) wanted.add(name);
      timer ??= setTimeout(() => {
        timer = null;
        resync([...wanted]);
        wanted.clear();
      }, RESYNC_AFTER_MS);
    },
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
};
