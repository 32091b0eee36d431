import { inBackground } from "#renderer/data/concurrency/background.ts";
import type {
  FullSearchRow,
  OverlayRow,
  ProfileSearch,
} from "#renderer/data/query/profile-search.ts";
import {
  createSearchIndexFrom,
  createSearchIndexInSlices,
  type IndexSnapshot,
  type SearchIndex,
} from "#renderer/search/search-index.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type AccountLists, createAccountLists } from "./account-lists.ts";
import { inSlices } from "./in-slices.ts";
import type { IndexSnapshots } from "./index-snapshots.ts";
import type { ProfileSource } from "./profile-source.ts";
import { readSearchDocument, type SearchChange } from "./read-search-document.ts";
import { createStoreFigures } from "./store-figures.ts";

/** The search index, kept up to date with the profiles. */
export type LiveIndex = ProfileSearch & {
  /** Follows the accounts, for the lists that come from them. */
  readonly accounts: Pick<AccountLists, "open" | "apply">;
  /** Reloads everything from a source. Changes meanwhile aren't lost. */
  readonly load: (source: ProfileSource) => Promise<void>;
  /**
   * Call it before documents are written. Resolves once a start after a kill would know about them.
   * Call the function that it returns after the write, whether it succeeded or not.
   */
  readonly begin: (documents: readonly unknown[]) => Promise<() => void>;
  /** Applies documents of the profiles collection that have just been written. */
  readonly apply: (documents: readonly unknown[]) => void;
};

/**
 * Changes are applied in batches of this many, after a pause of this length, or when somebody
 * searches.
 */
const TAKEN_AT_ONCE = 4000;
const PAUSE_MS = 100;
/**
 * Rebuilding and storing wait until nothing has been written for this long. By then the browser has
 * collected the garbage of a first pull, and the peak of memory is lower.
 */
const QUIET_MS = 10_000;
/** It doesn't wait if the index has outgrown its last build by this much. */
const GROWTH_MAX = 2;
const GROWTH_MIN = 10_000;
/** With fewer profiles, reading them is as fast as reading a snapshot. */
const SNAPSHOT_MIN = 5000;

/**
 * Creates an empty index. `sleep` yields to other work between slices of a build, and waits for
 * writes to go quiet.
 */
export const createLiveIndex = (sleep: (ms: number) => Promise<void>): LiveIndex => {
  const rows = createIndexedRows();
  const accounts = createAccountLists(sleep);
  const store = createStoreFigures(sleep);
  const isHere = (id: ProfileId, homeId: LocationId | null) => rows.index().isHere(id, homeId);
  let ready: Promise<void> = Promise.resolve();
  let waiting: SearchChange[] = [];
  let writes = 0;
  let writing = 0;
  let snapshots: IndexSnapshots | null = null;

  const takeIn = (): void => {
    rows.change(waiting);
    waiting = [];
  };

  const build = async (source: ProfileSource): Promise<void> => {
    snapshots = source.snapshots;
    rows.beginLoad();
    // Treat an unreadable one as missing.
    const kept = await snapshots.read().catch(() => null);
    rows.endLoad(
      await (kept ? resume(kept, source) : buildFromScratch(source)),
      kept?.built ?? null,
    );
    inBackground(keepSnapshot());
  };

  const buildFromScratch = async ({ readPages }: ProfileSource): Promise<SearchIndex> => {
    const loaded: FullSearchRow[] = [];
    for await (const page of readPages()) {
      for (const document of page) {
        const row = readSearchDocument(document)?.row;
        if (row) loaded.push(row);
      }
    }
    return inSlices(createSearchIndexInSlices(loaded), sleep);
  };

  /** Stores the index for the next start, unless something is being written right now. */
  const keepSnapshot = async (): Promise<void> => {
    if (writing > 0 || waiting.length > 0) return;
    const snapshot = rows.unsavedSnapshot();
    if (snapshot && snapshot.built.ids.length >= SNAPSHOT_MIN) await snapshots?.save(snapshot);
  };

  /** After a write: applies waiting changes, and rebuilds when there is time or need. */
  const tend = async (): Promise<void> => {
    const seen = writes;
    await sleep(waiting.length >= TAKEN_AT_ONCE ? 0 : PAUSE_MS);
    if (seen === writes || waiting.length >= TAKEN_AT_ONCE) takeIn();
    if (!rows.hasOutgrown()) await sleep(QUIET_MS);
    if (seen === writes || rows.hasOutgrown()) {
      await rows.rebuild((slices) => inSlices(slices, sleep));
      if (seen === writes) await keepSnapshot();
    }
  };

  return {
    accounts: {
      open: (readPages) => {
        accounts.open(readPages);
        store.open(readPages);
      },
      apply: (documents) => {
        accounts.apply(documents);
        store.apply(documents);
      },
    },
    load: (source) => {
      ready = build(source);
      return ready;
    },
    begin: async (documents) => {
      writing += 1;
      const ids = documents.flatMap((document) => readSearchDocument(document)?.id ?? []);
      await snapshots?.mark(ids);
      return () => {
        writing -= 1;
      };
    },
    apply: (documents) => {
      writes += 1;
      for (const document of documents) {
        const change = readSearchDocument(document);
        if (change) waiting.push(change);
      }
      inBackground(tend());
    },
    search: async (text, limit, phone) => {
      await ready;
      takeIn();
      return rows.index().search(text, limit, phone);
    },
    findByIdentifier: async (identifier) => {
      await ready;
      takeIn();
      return rows.index().findByIdentifier(identifier);
    },
    list: async (request) => {
      await ready;
      takeIn();
      if (request.show === "owing") return store.owing(request, isHere);
      return request.show === "expiring" || request.show === "lapsed" || request.show === "returned"
        ? accounts.list(request, isHere)
        : rows.index().list(request);
    },
    figures: async (request) => {
      await ready;
      takeIn();
      return store.days(request, isHere);
    },
    overlay: async (overlaid) => {
      await ready;
      takeIn();
      rows.setOverlay(overlaid);
    },
  };
};

/** The index of an earlier session, updated with what was written since. */
const resume = async (
  { built, changed }: IndexSnapshot,
  { readByIds }: ProfileSource,
): Promise<SearchIndex> => {
  const index = createSearchIndexFrom(built);
  const documents = await readByIds([...changed]);
  const found = documents.flatMap((document) => readSearchDocument(document)?.row ?? []);
  for (const id of changed) index.remove(id);
  index.upsertAll(found);
  return index;
};

/** The index, with the facts under an overlay and the changes made during a load. */
const createIndexedRows = () => {
  let index = emptyIndex();
  let builtSize = 0;
  let isRebuilding = false;
  let sinceLoad: SearchChange[] | null = null;
  let saved: IndexSnapshot["built"] | null = null;
  /** The fact behind each overlaid profile. */
  let facts = new Map<ProfileId, FullSearchRow | null>();

  const show = ({ id, row }: SearchChange) => {
    if (row) index.upsert(row);
    else index.remove(id);
  };
  const change = (changes: readonly SearchChange[]) => {
    sinceLoad?.push(...changes);
    // If a profile changed several times, the last change counts.
    const last = new Map(changes.map((one) => [one.id, one]));
    const shown = [...last.values()].filter(({ id, row }) => {
      if (facts.has(id)) facts.set(id, row);
      return !facts.has(id);
    });
    for (const one of shown) if (!one.row) index.remove(one.id);
    index.upsertAll(shown.flatMap(({ row }) => row ?? []));
  };

  return {
    index: () => index,
    change,
    beginLoad: () => {
      index = emptyIndex();
      builtSize = 0;
      facts = new Map();
      sinceLoad = [];
    },
    endLoad: (loaded: SearchIndex, kept: IndexSnapshot["built"] | null) => {
      const changes = sinceLoad ?? [];
      sinceLoad = null;
      index = loaded;
      saved = kept && loaded.snapshot().built;
      builtSize = loaded.size;
      change(changes);
    },
    /** The current build, unless it has been returned before. */
    unsavedSnapshot: (): IndexSnapshot | null => {
      const snapshot = index.snapshot();
      if (snapshot.built === saved) return null;
      saved = snapshot.built;
      return snapshot;
    },
    setOverlay: (overlaid: readonly OverlayRow[]) => {
      const before = facts;
      facts = new Map(overlaid.map(({ shown, fact }) => [shown.id, before.get(shown.id) ?? fact]));
      for (const [id, row] of before) if (!facts.has(id)) show({ id, row });
      for (const { shown } of overlaid) index.upsert(shown);
    },
    hasOutgrown: () => index.size > builtSize * GROWTH_MAX + GROWTH_MIN,
    rebuild: async (run: (slices: Generator<void, void>) => Promise<void>) => {
      if (isRebuilding || !index.needsRebuild) return;
      isRebuilding = true;
      const rebuilt = index;
      builtSize = rebuilt.size;
      await run(rebuilt.rebuildInSlices());
      isRebuilding = false;
    },
  };
};

const emptyIndex = (): SearchIndex => {
  const slices = createSearchIndexInSlices([]);
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
};
