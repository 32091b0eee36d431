import { z } from "zod";
import { inBackground } from "#renderer/data/background.ts";
import {
  type FullSearchRow,
  type OverlayRow,
  type ProfileSearch,
  searchRowOf,
} from "#renderer/data/query/profile-search.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { profileSchema } from "#shared/profile/profile.ts";
import {
  createSearchIndexInSlices,
  type SearchIndex,
} from "#shared/profile/search/search-index.ts";

/** The search index beside the profiles, kept as the profiles are. */
export type LiveIndex = ProfileSearch & {
  /** Begins anew over documents that come page by page; what changes meanwhile is not lost. */
  readonly load: (pages: AsyncIterable<readonly unknown[]>) => Promise<void>;
  /** Takes documents of the profiles collection that have just been written. */
  readonly apply: (documents: readonly unknown[]) => void;
};

/** Rebuilding waits until nothing has been written for this long, */
const QUIET_MS = 300;
/** unless the index has grown to so many times what it was when it was built. */
const GROWTH_MAX = 2;
const GROWTH_MIN = 5000;

/** `sleep` gives way to other work, between two slices of building and until writes have gone quiet. */
export const createLiveIndex = (sleep: (ms: number) => Promise<void>): LiveIndex => {
  const rows = createIndexedRows();
  let ready: Promise<void> = Promise.resolve();
  let writes = 0;

  const build = async (pages: AsyncIterable<readonly unknown[]>): Promise<void> => {
    rows.beginLoad();
    const loaded: FullSearchRow[] = [];
    for await (const page of pages) {
      for (const document of page) {
        const read = readDocument(document);
        if (read?.row) loaded.push(read.row);
      }
    }
    rows.endLoad(await inSlices(createSearchIndexInSlices(loaded), sleep));
  };

  const tend = async (): Promise<void> => {
    const seen = writes;
    await sleep(QUIET_MS);
    if (seen !== writes && !rows.hasOutgrown()) return;
    await rows.rebuild((slices) => inSlices(slices, sleep));
  };

  return {
    load: (pages) => {
      ready = build(pages);
      return ready;
    },
    apply: (documents) => {
      writes += 1;
      for (const document of documents) {
        const read = readDocument(document);
        if (read) rows.setFact(read.id, read.row);
      }
      inBackground(tend());
    },
    search: async (text, limit) => {
      await ready;
      return rows.index().search(text, limit);
    },
    findByIdentifier: async (identifier) => {
      await ready;
      return rows.index().findByIdentifier(identifier);
    },
    overlay: async (overlaid) => {
      await ready;
      rows.setOverlay(overlaid);
    },
  };
};

/** The index with what stands behind it: the facts under an overlay, and changes during a load. */
const createIndexedRows = () => {
  let index = emptyIndex();
  let builtSize = 0;
  let isRebuilding = false;
  let sinceLoad: Map<ProfileId, FullSearchRow | null> | null = null;
  /** For each overlaid profile what the facts say of it. */
  let facts = new Map<ProfileId, FullSearchRow | null>();

  const show = (id: ProfileId, row: FullSearchRow | null) => {
    if (row) index.upsert(row);
    else index.remove(id);
  };
  const setFact = (id: ProfileId, row: FullSearchRow | null) => {
    sinceLoad?.set(id, row);
    if (facts.has(id)) facts.set(id, row);
    else show(id, row);
  };

  return {
    index: () => index,
    setFact,
    beginLoad: () => {
      index = emptyIndex();
      facts = new Map();
      sinceLoad = new Map();
    },
    endLoad: (built: SearchIndex) => {
      const changes = sinceLoad ?? new Map();
      sinceLoad = null;
      index = built;
      builtSize = built.size;
      for (const [id, row] of changes) setFact(id, row);
    },
    setOverlay: (overlaid: readonly OverlayRow[]) => {
      const before = facts;
      facts = new Map(overlaid.map(({ shown, fact }) => [shown.id, before.get(shown.id) ?? fact]));
      for (const [id, fact] of before) if (!facts.has(id)) show(id, fact);
      for (const { shown } of overlaid) index.upsert(shown);
    },
    hasOutgrown: () => index.size > builtSize * GROWTH_MAX + GROWTH_MIN,
    rebuild: async (run: (slices: Generator<void, void>) => Promise<void>) => {
      if (isRebuilding || !index.needsRebuild) return;
      isRebuilding = true;
      const rebuilt = index;
      await run(rebuilt.rebuildInSlices());
      isRebuilding = false;
      builtSize = rebuilt.size;
    },
  };
};

const emptyIndex = (): SearchIndex => {
  const slices = createSearchIndexInSlices([]);
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
};

const inSlices = async <T>(
  slices: Generator<void, T>,
  sleep: (ms: number) => Promise<void>,
): Promise<T> => {
  let slice = slices.next();
  while (!slice.done) {
    await sleep(0);
    slice = slices.next();
  }
  return slice.value;
};

const deletedSchema = z.union([z.boolean(), z.enum(["0", "1"])]);
const documentSchema = profileSchema
  .pick({
    id: true,
    firstName: true,
    lastName: true,
    email: true,
    mobilePhone: true,
    secondaryPhone: true,
    identities: true,
  })
  .extend({ _deleted: deletedSchema });
const goneSchema = profileSchema.pick({ id: true }).extend({ _deleted: deletedSchema });

/** A document as RxDB or Dexie holds it; a row of null means that it is deleted. */
const readDocument = (
  document: unknown,
): { readonly id: ProfileId; readonly row: FullSearchRow | null } | null => {
  const gone = goneSchema.safeParse(document);
  if (!gone.success) return null;
  const { id, _deleted } = gone.data;
  if (_deleted === true || _deleted === "1") return { id, row: null };
  const read = documentSchema.safeParse(document);
  return read.success ? { id, row: searchRowOf(read.data) } : null;
};
