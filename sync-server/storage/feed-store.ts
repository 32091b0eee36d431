import type { CollectionName } from "#shared/sync/collections.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";

/** A fact that has changed, and who may see it. */
export type FeedTouch = {
  readonly collection: CollectionName;
  readonly docId: string;
  /** A region, a device id (verdicts), or `*` for everybody. */
  readonly scope: string;
  /** Serves a device its own location's facts first; null where there is none. */
  readonly locationId: number | null;
  /** The fact has left this scope, or is gone. */
  readonly isDeleted?: boolean;
};

/** A place in the order of commits. */
export type FeedPlace = { readonly tx: string; readonly seq: number };

/** Before everything. */
export const FEED_START: FeedPlace = { tx: "0", seq: 0 };

export type FeedRow = FeedPlace & {
  readonly docId: string;
  readonly locationId: number | null;
  readonly isDeleted: boolean;
};

/** Puts facts at the end of the order of commits, each once for its scope ([S11]). */
export const touchFeed = async (
  _deps: WriteDeps,
  _touches: readonly FeedTouch[],
): Promise<void> => {
  throw new Error("not built yet");
};

/**
 * The facts of one collection and scope after a place, in the order of their commits, at most
 * `limit`. What a transaction that is still open may yet write is held back ([S11]).
 */
export const readFeedAfter = async (
  _deps: ReadDeps,
  _page: {
    readonly collection: CollectionName;
    readonly scope: string;
    readonly after: FeedPlace;
    readonly limit: number;
    /** Only the facts of one location, or all but those. */
    readonly location?: { readonly id: number; readonly is: "own" | "other" };
  },
): Promise<readonly FeedRow[]> => {
  throw new Error("not built yet");
};

/**
 * The last place that can be served now, over all collections and scopes: nothing that commits later
 * comes before it. A checkpoint beyond it is from another history ([S12]).
 */
export const readFeedHead = async (_deps: ReadDeps): Promise<FeedPlace> => {
  throw new Error("not built yet");
};
