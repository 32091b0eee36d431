import { sql } from "kysely";
import type { FreezeId, ProfileId } from "#shared/kernel/ids.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  insertRecord,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import { type FreezeRecord, freezeTable } from "./freeze-table.ts";

/** Inserts a freeze that begins. */
export const insertFreeze = (
  deps: WriteDeps,
  freeze: Pick<FreezeRecord, "profileId" | "reason" | "reference" | "frozenAt">,
): Promise<FreezeRecord> => insertRecord(deps, freezeTable, freeze);

/** Writes how a freeze ended. */
export const endFreeze = (
  deps: WriteDeps,
  id: FreezeId,
  end: Pick<FreezeRecord, "unfrozenAt" | "unfreezeReason" | "unfreezeReference">,
): Promise<void> => updateRecord(deps, freezeTable, id, end);

/** Every freeze of a profile's account, newest first. */
export const readFreezesOf = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly FreezeRecord[]> =>
  readRecords(deps, freezeTable, sql`profile_id = ${profileId}`, sql`order by id desc`);

/** A freeze of this profile's account; null if there is none with this number. */
export const readFreezeOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  id: FreezeId,
): Promise<FreezeRecord | null> => {
  const [freeze] = await readRecordsByKey(deps, freezeTable, [id]);
  return freeze?.profileId === profileId ? freeze : null;
};
