import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage } from "#sync-server/storage/table-queries.ts";
import { type RatingRecord, ratingTable } from "./rating-table.ts";

export const ratingStore = recordStore(ratingTable);

/** A page of the ratings of one profile. */
export const listRatingsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<ListedField<typeof ratingTable>>,
): Promise<Page<RatingRecord>> =>
  readPage(deps, ratingTable, query, [sql`ratings.profile_id = ${profileId}`]);
