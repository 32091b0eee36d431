import { sql } from "kysely";
import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import type { LotRecord } from "./lot-table.ts";
import { lotTable } from "./lot-table.ts";

/** The lots of a profile that a checkout holds, or held until nobody ended it. */
export const readHeldLots = (deps: ReadDeps, profileId: ProfileId): Promise<readonly LotRecord[]> =>
  readRecords(deps, lotTable, sql`profile_id = ${profileId} and lock_token is not null`);

/** Sets or ends the hold on a lot. */
export const setLotHold = async (
  deps: WriteDeps,
  lotId: LotId,
  hold: { readonly lockToken: string; readonly until: Instant } | null,
): Promise<void> => {
  const { lockToken = null, until = null } = hold ?? {};
  await update(deps, [lockToken, until, deps.now, deps.tenantId, lotId]);
};

const update = statement(
  `update lots set lock_token = ?, lock_expires_at = ?, updated_at = ?
   where tenant_id = ? and lot_id = ?`,
);
