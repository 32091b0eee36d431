import { sql } from "kysely";
import type { RedemptionId } from "#shared/kernel/ids.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords, readRecordsByKey } from "#sync-server/storage/table-queries.ts";
import type { Redemption } from "./redemption-store.ts";
import { type RedemptionField, redemptionTable } from "./redemption-table.ts";

/** A page of all profiles' redemptions. */
export const listRedemptions = (
  deps: ReadDeps,
  query: ListQuery<RedemptionField>,
): Promise<Page<Redemption>> => readPage(deps, redemptionTable, query);

/** The reversals of these redemptions; those that weren't reversed are left out. */
export const readReversals = async (
  deps: ReadDeps,
  ids: readonly RedemptionId[],
): Promise<readonly Redemption[]> =>
  ids.length === 0
    ? []
    : readRecords(deps, redemptionTable, sql`reverses_id in (${sql.join(ids)})`);

/** The redemptions with these ids; missing ones are left out. */
export const readRedemptionsByIds = (
  deps: ReadDeps,
  ids: readonly number[],
): Promise<readonly Redemption[]> => readRecordsByKey(deps, redemptionTable, ids);
