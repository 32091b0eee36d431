import type { ReplicationPullHandler } from "rxdb/plugins/core";
import type { StoredFact } from "#renderer/data/database/cache-schema.ts";
import type { StoredCheckpoint } from "#renderer/data/database/pull-only-storage.ts";
import type { PullPage } from "#renderer/data/server/sync-client.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { type ReadFacts, readFacts } from "./read-facts.ts";

/**
 * The number of documents that RxDB considers a full batch. With 1 it keeps asking until a page is
 * empty, so that a page with bad documents removed isn't mistaken for the last one.
 */
export const RXDB_BATCH_SIZE = 1;

export type PullHandlerDeps = {
  readonly collection: CollectionName;
  /** Null if aborted. */
  readonly fetchPage: (checkpoint: string | null) => Promise<PullPage | null>;
  /** The last checkpoint that RxDB has stored. Every row before it is stored too. */
  readonly stored: () => string | null;
  /** Resolves on the next one, or when aborted. */
  readonly whenMoreStored: () => Promise<void>;
  readonly isAborted: () => boolean;
  readonly monotonicMs: () => number;
  /** How often the server has said that there is more. */
  readonly resyncCount: () => number;
  /** Resolves when the unreadable documents of a page have been set aside. */
  readonly reconcile: (collection: CollectionName, page: ReadFacts) => Promise<void>;
  /** Called with the number of rows of a page that have become durable. */
  readonly onStored: (rows: number) => void;
  /** Called when everything that the server had at `askedAtMs` is durable. */
  readonly onCaughtUp: (askedAtMs: number) => void;
};

type Page = ReadFacts & {
  readonly from: string | null;
  readonly to: string;
  readonly hasMore: boolean;
  readonly askedAtMs: number;
  /** The `resyncCount` when the page was requested. */
  readonly askedAfter: number;
};

/** How many pages RxDB may hold at a time: the one being written, and the next. */
const HANDED_OUT_MAX = 2;

/**
 * The pull handler of one collection. It hands RxDB a page only when there is room, because RxDB
 * would merge a backlog into writes of 60,000 rows. Meanwhile it fetches one page ahead.
 */
export const createPullHandler = (
  deps: PullHandlerDeps,
): ReplicationPullHandler<StoredFact, StoredCheckpoint> => {
  const { collection } = deps;
  let handedOut: readonly Page[] = [];
  let ahead: { readonly from: string | null; readonly page: Promise<Page | null> } | null = null;
  /** RxDB's checkpoint doesn't move past a last page that is entirely unreadable. */
  let skipped: { readonly from: string | null; readonly to: string } | null = null;

  const fetchReadable = async (from: string | null): Promise<Page | null> => {
    let at = from;
    while (!deps.isAborted()) {
      const asked = { askedAtMs: deps.monotonicMs(), askedAfter: deps.resyncCount() };
      const answer = await deps.fetchPage(at);
      if (answer === null) return null;
      const read = await readFacts(collection, answer.documents);
      await deps.reconcile(collection, read);
      if (read.facts.length > 0 || !answer.hasMore) {
        const { checkpoint, hasMore } = answer;
        return { ...read, ...asked, from, to: checkpoint, hasMore };
      }
      at = answer.checkpoint;
    }
    return null;
  };

  const takePage = (from: string | null): Promise<Page | null> => {
    const page = ahead && ahead.from === from ? ahead.page : fetchReadable(from);
    ahead = null;
    return page;
  };

  /** Waits until at most `most` of the pages handed to RxDB aren't durable. */
  const waitForRoom = async (most: number): Promise<void> => {
    for (;;) {
      const at = deps.stored();
      const last = handedOut.findLastIndex(({ to }) => to === at);
      for (const page of handedOut.slice(0, last + 1)) deps.onStored(page.facts.length);
      handedOut = handedOut.slice(last + 1);
      if (handedOut.length <= most || deps.isAborted()) return;
      await deps.whenMoreStored();
    }
  };

  return async (stored) => {
    const nothing = { documents: [], checkpoint: stored };
    const last = handedOut.at(-1);
    // RxDB drops a resync that arrives after the last page was requested, so it is checked here.
    if (last && !last.hasMore && last.askedAfter === deps.resyncCount()) {
      await waitForRoom(0);
      if (!deps.isAborted()) deps.onCaughtUp(last.askedAtMs);
      return nothing;
    }
    const from = stored?.at ?? null;
    const page = await takePage(skipped?.from === from ? skipped.to : from);
    if (page === null || deps.isAborted()) return nothing;
    if (page.facts.length === 0) {
      await waitForRoom(0);
      if (deps.isAborted()) return nothing;
      if (page.to !== from) skipped = { from, to: page.to };
      deps.onCaughtUp(page.askedAtMs);
      return nothing;
    }
    if (page.hasMore) ahead = { from: page.to, page: fetchReadable(page.to) };
    await waitForRoom(HANDED_OUT_MAX - 1);
    if (deps.isAborted()) return nothing;
    handedOut = [...handedOut, page];
    return { documents: page.facts, checkpoint: { collection, at: page.to } };
  };
};
