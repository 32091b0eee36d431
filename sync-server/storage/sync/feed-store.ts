import { assertDefined } from "#shared/kernel/assert.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/** A place in commit order. */
export type FeedPlace = { readonly tx: string; readonly seq: number };

/** The place before all others. */
export const FEED_START: FeedPlace = { tx: "0", seq: 0 };

export type FeedRow = FeedPlace & {
  readonly docId: string;
  readonly locationId: number | null;
  readonly isDeleted: boolean;
};

/** True if `place` comes after `other` in commit order. */
export const isAfter = (place: FeedPlace, other: FeedPlace): boolean =>
  place.tx === other.tx ? place.seq > other.seq : BigInt(place.tx) > BigInt(other.tx);

/** Which page of the feed to read. */
export type FeedPage = {
  readonly collection: CollectionName;
  readonly scope: string;
  readonly after: FeedPlace;
  readonly limit: number;
  /** Only the facts of one location, or all except those. */
  readonly location?: { readonly id: number; readonly is: "own" | "other" };
};

/**
 * The facts of one collection and scope after a place, in commit order, at most `limit`. Leaves out
 * anything behind an open transaction, which may still write an earlier place ([S11]).
 */
export const readFeedAfter = async (
  deps: ReadDeps,
  page: FeedPage,
): Promise<readonly FeedRow[]> => {
  const { collection, scope, after, limit, location } = page;
  const select = location === undefined ? selectAll : selectByLocation[location.is];
  const locationIds = location === undefined ? [] : [location.id];
  const rows = await select(deps, [
    deps.tenantId,
    collection,
    scope,
    after.tx,
    after.seq,
    ...locationIds,
    limit,
  ]);
  return rows.map((row) => ({
    docId: row.doc_id,
    locationId: row.location_id,
    tx: row.tx,
    seq: row.seq,
    isDeleted: row.is_deleted === 1,
  }));
};

type FeedTableRow = {
  readonly doc_id: string;
  readonly location_id: number | null;
  readonly tx: string;
  readonly seq: number;
  readonly is_deleted: number;
};

const pageStatement = (condition: string) =>
  statement<FeedTableRow>(
    ({ isAfterPlace, isSettled }) =>
      `select doc_id, location_id, cast(tx as text) as tx, seq, is_deleted from feed
       where tenant_id = ? and collection = ? and scope = ? and ${isAfterPlace} and ${isSettled}
         ${condition}
       order by feed.tx, feed.seq limit ?`,
  );

const selectAll = pageStatement("");
const selectByLocation = {
  own: pageStatement("and location_id = ?"),
  other: pageStatement("and location_id is distinct from ?"),
} as const;

/**
 * The last committed place of one collection and scope that can't be served yet, because an older
 * transaction is still open; null if there is none.
 */
export const readHeldBack = async (
  deps: ReadDeps,
  { collection, scope }: Pick<FeedPage, "collection" | "scope">,
): Promise<FeedPlace | null> => {
  const [row] = await selectHeldBack(deps, [deps.tenantId, collection, scope]);
  return row ?? null;
};

const selectHeldBack = statement<FeedPlace>(
  ({ isSettled }) =>
    `select cast(tx as text) as tx, seq from feed
     where tenant_id = ? and collection = ? and scope = ? and not (${isSettled})
     order by feed.tx desc, feed.seq desc limit 1`,
);

/**
 * The last place that can be served now, across all collections and scopes: anything committed
 * later gets a later place. A checkpoint beyond it comes from another history ([S12]).
 */
export const readFeedHead = async (deps: ReadDeps): Promise<FeedPlace> => {
  const [row] = await selectHead(deps, []);
  return assertDefined(row, "the head of the feed");
};

const selectHead = statement<FeedPlace>(({ feedHead }) => feedHead);
