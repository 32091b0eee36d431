import { sql } from "kysely";
import type { DuplicateId, ProfileId } from "#shared/kernel/ids.ts";
import type { LikenessReason } from "#shared/profile/likeness.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, writeRows, writeStatement } from "#sync-server/storage/statement.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type DuplicateField, type DuplicateRecord, duplicateTable } from "./duplicate-table.ts";

export const duplicateStore = recordStore(duplicateTable);

/** A page of the pairs, the likeliest first; those dismissed only if the query asks for them. */
export const listDuplicates = (
  deps: ReadDeps,
  query: ListQuery<DuplicateField>,
): Promise<Page<DuplicateRecord>> => {
  const asksForDismissed = query.filters.some(({ field }) => field === "is_dismissed");
  const sort = query.sort.length > 0 ? query.sort : LIKELIEST_FIRST;
  const conditions = asksForDismissed ? [] : [sql<boolean>`duplicates.is_dismissed = 0`];
  return readPage(deps, duplicateTable, { ...query, sort }, [...conditions, bothThere(deps)]);
};

/** A pair that was dismissed stays while one of the two is deleted, and is shown to nobody then. */
const bothThere = ({ tenantId }: ReadDeps) => sql<boolean>`duplicates.is_dismissed = 0
  or not exists (select 1 from profiles where tenant_id = ${tenantId} and profile_type = 'deleted'
    and id in (duplicates.profile_id, duplicates.other_profile_id))`;

/** A pair by its number; null if there is none, or one of the two is deleted. */
export const readDuplicate = async (
  deps: ReadDeps,
  id: DuplicateId,
): Promise<DuplicateRecord | null> => {
  const [pair] = await readRecords(deps, duplicateTable, sql`id = ${id} and (${bothThere(deps)})`);
  return pair ?? null;
};

const LIKELIEST_FIRST = [{ field: "score", isDescending: true }] as const;

/** The pairs that any of some profiles is in. */
export const readDuplicatesOf = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly DuplicateRecord[]> => {
  if (profileIds.length === 0) return [];
  const ids = sql.join(profileIds);
  // Each side by its own index.
  const [first, second] = await Promise.all([
    readRecords(deps, duplicateTable, sql`profile_id in (${ids})`),
    readRecords(deps, duplicateTable, sql`other_profile_id in (${ids})`),
  ]);
  return [...new Map([...first, ...second].map((pair) => [pair.id, pair])).values()];
};

/** Two profiles that may be one person's; the first has the lower id. */
export type LikelyPair = {
  readonly profileId: ProfileId;
  readonly otherProfileId: ProfileId;
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
};

/**
 * Writes pairs. One that was dismissed stays so, and as it was, unless it has become likelier since
 * ([I24]).
 */
export const upsertDuplicates = (deps: WriteDeps, pairs: readonly LikelyPair[]): Promise<void> =>
  upsert(
    deps,
    pairs.map(({ profileId, otherProfileId, score, reasons }) => [
      ...[deps.tenantId, profileId, otherProfileId, score, JSON.stringify(reasons)],
      ...[0, deps.now, deps.now],
    ]),
  );

const upsert = writeRows(
  (rows) => `insert into duplicates
      (tenant_id, profile_id, other_profile_id, score, reasons, is_dismissed, created_at, updated_at)
    values ${placeholderRows(rows, 8)}
    on conflict (tenant_id, profile_id, other_profile_id) do update set
      score = excluded.score, reasons = excluded.reasons, is_dismissed = 0,
      dismissed_at = null, dismissed_by = null, updated_at = excluded.updated_at
    where (duplicates.is_dismissed = 0 and duplicates.reasons <> excluded.reasons)
      or duplicates.score < excluded.score`,
);

/** Deletes pairs by their numbers. */
export const removeDuplicates = async (
  deps: WriteDeps,
  ids: readonly DuplicateId[],
): Promise<void> => {
  for (const id of ids) await duplicateStore.remove(deps, id);
};

/**
 * Deletes the pairs that a profile is in, but for those that were dismissed: the profile may come
 * back.
 */
export const removeDuplicatesOf = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  await removeFirst(deps, [deps.tenantId, profileId]);
  await removeSecond(deps, [deps.tenantId, profileId]);
};

const removeFirst = writeStatement(
  "delete from duplicates where tenant_id = ? and profile_id = ? and is_dismissed = 0",
);
const removeSecond = writeStatement(
  "delete from duplicates where tenant_id = ? and other_profile_id = ? and is_dismissed = 0",
);

/**
 * Dismisses the pair of two profiles as another was ([I24]), unless they have more in common than
 * those had.
 */
export const dismissLike = async (
  deps: WriteDeps,
  [profileId, otherProfileId]: readonly [ProfileId, ProfileId],
  { score, reasons, dismissedAt, dismissedBy }: DuplicateRecord,
): Promise<void> =>
  upsertDismissed(deps, [
    ...[deps.tenantId, profileId, otherProfileId, score, JSON.stringify(reasons)],
    ...[dismissedAt, dismissedBy, deps.now, deps.now],
  ]);

const upsertDismissed = writeStatement(
  `insert into duplicates
      (tenant_id, profile_id, other_profile_id, score, reasons, is_dismissed,
       dismissed_at, dismissed_by, created_at, updated_at)
    values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
    on conflict (tenant_id, profile_id, other_profile_id) do update set
      score = excluded.score, reasons = excluded.reasons, is_dismissed = 1,
      dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by,
      updated_at = excluded.updated_at
    where duplicates.is_dismissed = 0 and duplicates.score <= excluded.score`,
);
