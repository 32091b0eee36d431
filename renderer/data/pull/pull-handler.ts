import type { ReplicationPullHandler } from "rxdb/plugins/core";
import type { StoredFact } from "#renderer/data/database/cache-schema.ts";
import type { StoredCheckpoint } from "#renderer/data/database/pull-only-storage.ts";
import type { PullPage } from "#renderer/data/server/sync-client.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { type ReadFacts, readFacts, type UnreadableFact } from "./read-facts.ts";

/**
 * How many documents RxDB takes for a whole batch. With 1 it asks on until a page has none, so a
 * page from which bad documents were taken out is not mistaken for the last one.
 */
export const RXDB_BATCH_SIZE = 1;

export type PullHandlerDeps = {
  readonly collection: CollectionName;
  /** Null when it was aborted. */
  readonly fetchPage: (checkpoint: string | null) => Promise<PullPage | null>;
  /** Resolves when RxDB has stored this checkpoint, and so every row before it; or at an abort. */
  readonly whenStored: (checkpoint: string) => Promise<void>;
  readonly isAborted: () => boolean;
  readonly monotonicMs: () => number;
  /** How often the server has said that there is more. */
  readonly resyncCount: () => number;
  /** Resolves when these are kept aside. */
  readonly keepAside: (facts: readonly UnreadableFact[]) => Promise<void>;
  /** So many rows of a page are durable. */
  readonly onStored: (rows: number) => void;
  /** Everything that the server had at `askedAtMs` is durable. */
  readonly onCaughtUp: (askedAtMs: number) => void;
};

type Page = ReadFacts & {
  readonly from: string | null;
  readonly to: string;
  readonly hasMore: boolean;
  readonly askedAtMs: number;
  /** The `resyncCount` at the time of asking. */
  readonly askedAfter: number;
};

/**
 * The pull handler of one collection. Hands RxDB one page at a time and the next one only when the
 * one before is durable: RxDB would merge what piles up into writes of 60,000 rows, and after a
 * failed write its checkpoint would run ahead of the rows. Meanwhile it fetches one page ahead.
 */
export const createPullHandler = (
  deps: PullHandlerDeps,
): ReplicationPullHandler<StoredFact, StoredCheckpoint> => {
  const { collection } = deps;
  let handedOut: Page | null = null;
  let ahead: { readonly from: string | null; readonly page: Promise<Page | null> } | null = null;
  /** A last page of which nothing could be read leaves RxDB's checkpoint behind. */
  let skipped: { readonly from: string | null; readonly to: string } | null = null;

  const fetchReadable = async (from: string | null): Promise<Page | null> => {
    let at = from;
    while (!deps.isAborted()) {
      const asked = { askedAtMs: deps.monotonicMs(), askedAfter: deps.resyncCount() };
      const answer = await deps.fetchPage(at);
      if (answer === null) return null;
      const read = readFacts(collection, answer.documents);
      if (read.unreadable.length > 0) await deps.keepAside(read.unreadable);
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

  return async (stored) => {
    const nothing = { documents: [], checkpoint: stored };
    if (handedOut) {
      const before = handedOut;
      await deps.whenStored(before.to);
      if (deps.isAborted()) return nothing;
      handedOut = null;
      deps.onStored(before.facts.length);
      // RxDB drops a resync that came since the last page was asked for, so it is looked at here.
      if (!before.hasMore && before.askedAfter === deps.resyncCount()) {
        deps.onCaughtUp(before.askedAtMs);
        return nothing;
      }
    }
    const from = stored?.at ?? null;
    const page = await takePage(skipped?.from === from ? skipped.to : from);
    if (page === null || deps.isAborted()) return nothing;
    if (page.facts.length === 0) {
      if (page.to !== from) skipped = { from, to: page.to };
      deps.onCaughtUp(page.askedAtMs);
      return nothing;
    }
    handedOut = page;
    if (page.hasMore) ahead = { from: page.to, page: fetchReadable(page.to) };
    return { documents: page.facts, checkpoint: { collection, at: page.to } };
  };
};
