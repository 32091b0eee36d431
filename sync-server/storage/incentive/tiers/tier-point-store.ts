import { type SqlBool, sql } from "kysely";
import type { ProfileId, TierPointId } from "#shared/kernel/ids.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import {
  insertRecord,
  readPage,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import { type TierPointField, type TierPointRecord, tierPointTable } from "./tier-point-table.ts";

/** Inserts tier points that are given or taken by hand. */
export const insertTierPoint = (
  deps: WriteDeps,
  point: Omit<TierPointRecord, "id" | "createdAt" | "updatedAt" | "deletedAt">,
): Promise<TierPointRecord> => insertRecord(deps, tierPointTable, point);

/** Those given or taken by hand that aren't deleted; null if there is none with this number. */
export const readTierPoint = async (
  deps: ReadDeps,
  id: TierPointId,
): Promise<TierPointRecord | null> => {
  const [point] = await readRecordsByKey(deps, tierPointTable, [id]);
  return point?.deletedAt === null ? point : null;
};

/** A page of those given or taken by hand that aren't deleted. */
export const listTierPoints = (
  deps: ReadDeps,
  query: ListQuery<TierPointField>,
): Promise<Page<TierPointRecord>> =>
  readPage(deps, tierPointTable, query, [sql<SqlBool>`tier_points.deleted_at is null`]);

/** All that count for a profile. */
export const readTierPointsOf = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly TierPointRecord[]> =>
  readRecords(deps, tierPointTable, sql`profile_id = ${profileId} and deleted_at is null`);

/** Changes tier points that aren't deleted. Their account is locked. */
export const updateTierPoint = async (
  deps: WriteDeps,
  { id, ...fields }: TierPointRecord,
): Promise<void> => updateRecord(deps, tierPointTable, id, fields);

/** Deletes tier points that aren't deleted; true if it did. */
export const deleteTierPoint = async (deps: WriteDeps, id: TierPointId): Promise<boolean> => {
  const { now, tenantId } = deps;
  return (await remove(deps, [now, now, tenantId, id])).length > 0;
};

const remove = statement<{ readonly id: TierPointId }>(
  `update tier_points set deleted_at = ?, updated_at = ?
   where tenant_id = ? and id = ? and deleted_at is null returning id`,
);
