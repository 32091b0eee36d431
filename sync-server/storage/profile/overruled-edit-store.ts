import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import { type OverruledEdit, overruledEditTable } from "./overruled-edit-table.ts";

export const overruledEditStore = recordStore(overruledEditTable);

/** What was overruled of a profile and nobody has decided about, the oldest first. */
export const readOverruledOf = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly OverruledEdit[]> =>
  readRecords(deps, overruledEditTable, sql`profile_id = ${profileId}`, sql`order by id`);
