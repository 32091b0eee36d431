import type { ProfileId } from "#shared/kernel/ids.ts";

/** All documents of a collection, page by page. */
export type ReadPages = () => AsyncIterable<readonly unknown[]>;

/**
 * What lists need of one collection, by profile, in memory. Nothing is read before the first list
 * that needs it; from then on it follows what is written.
 */
export type Facet<T> = {
  /** The collection has been opened, perhaps in a new cache. */
  readonly open: (readPages: ReadPages) => void;
  /** Takes in documents that have just been written. */
  readonly apply: (documents: readonly unknown[]) => void;
  readonly read: () => Promise<ReadonlyMap<ProfileId, T>>;
};

/**
 * Creates a facet. `takeIn` enters one document, which may come twice. `sleep` yields to other work
 * between pages.
 */
export const createFacet = <T>(
  takeIn: (held: Map<ProfileId, T>, document: unknown) => void,
  sleep: (ms: number) => Promise<void>,
): Facet<T> => {
  let readPages: ReadPages | null = null;
  let held: Promise<Map<ProfileId, T>> | null = null;
  /** What was written while the pages were read, which may have been read before. */
  let since: unknown[] = [];
  let loaded: Map<ProfileId, T> | null = null;

  const load = async (pages: ReadPages | null): Promise<Map<ProfileId, T>> => {
    const entered = new Map<ProfileId, T>();
    if (pages === null) return entered;
    for await (const page of pages()) {
      for (const document of page) takeIn(entered, document);
      await sleep(0);
    }
    if (pages !== readPages) return load(readPages);
    for (const document of since) takeIn(entered, document);
    since = [];
    loaded = entered;
    return entered;
  };

  return {
    open: (pages) => {
      readPages = pages;
      held = null;
      loaded = null;
      since = [];
    },
    apply: (documents) => {
      if (loaded !== null) for (const document of documents) takeIn(loaded, document);
      else if (held !== null) since.push(...documents);
    },
    read: () => {
      held ??= load(readPages);
      return held;
    },
  };
};
