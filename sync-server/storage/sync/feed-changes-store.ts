import { type CollectionName, collectionNameSchema } from "#shared/sync/collections.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import type { FeedPlace } from "./feed-store.ts";

/** A collection and scope with something new. */
export type FeedChange = { readonly collection: CollectionName; readonly scope: string };

export type FeedChanges = {
  readonly changes: readonly FeedChange[];
  /** There are changes that can't be served yet, because an older transaction is still open. */
  readonly isHeldBack: boolean;
};

/** What has changed after a place. The cost depends on what is new, not on the total. */
export const readFeedChanges = async (deps: ReadDeps, after: FeedPlace): Promise<FeedChanges> => {
  const rows = await selectChanges(deps, [after.tx, after.seq, deps.tenantId]);
  return {
    changes: rows
      .filter((row) => row.is_settled === 1)
      .map(({ collection, scope }) => ({
        collection: collectionNameSchema.parse(collection),
        scope,
      })),
    isHeldBack: rows.some((row) => row.is_settled === 0),
  };
};

const selectChanges = statement<{ collection: string; scope: string; is_settled: number }>(
  ({ isSettled, isAfterPlace, feedByPlace }) => `
    select distinct collection, scope, case when ${isSettled} then 1 else 0 end as is_settled
    from ${feedByPlace}
    where ${isAfterPlace} and tenant_id = ?`,
);
