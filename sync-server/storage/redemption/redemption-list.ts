import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecordsByKey } from "#sync-server/storage/table-queries.ts";
import type { Redemption } from "./redemption-store.ts";
import { type RedemptionField, redemptionTable } from "./redemption-table.ts";

/** A page of all profiles' redemptions. */
export const listRedemptions = (
  deps: ReadDeps,
  query: ListQuery<RedemptionField>,
): Promise<Page<Redemption>> => readPage(deps, redemptionTable, query);

/** The redemptions with these ids; missing ones are left out. */
export const readRedemptionsByIds = (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Redemption[]> => readRecordsByKey(deps, redemptionTable, ids);
