import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  statement,
  writeRows,
} from "#sync-server/storage/statement.ts";

/** What a transaction has counted for an achievement, for whom and on which day. */
export type TransactionCount = {
  readonly transactionId: TransactionId;
  readonly definitionId: DefinitionId;
  /** The version that decided it. */
  readonly version: number;
  readonly profileId: ProfileId;
  readonly day: CalendarDay;
  /** In hundredths; negative for a return. */
  readonly count: number;
};

/** What transactions have counted, even if it is nothing any more. */
export const readTransactionCounts = async (
  deps: ReadDeps,
  ids: readonly TransactionId[],
): Promise<readonly TransactionCount[]> => {
  if (ids.length === 0) return [];
  return (await select(deps, ids.length, [deps.tenantId, ...ids])).map(countOf);
};

const countOf = (row: CountRow): TransactionCount => ({
  transactionId: row.transaction_id,
  definitionId: row.definition_id,
  version: row.definition_version,
  profileId: row.profile_id,
  day: row.day,
  count: row.count,
});

/** What transactions have counted for a profile: of each achievement, the latest `limit`. */
export const readTransactionCountsOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  limit: number,
): Promise<readonly TransactionCount[]> =>
  (await selectOf(deps, [deps.tenantId, profileId, limit])).map(countOf);

const selectOf = statement<CountRow>(
  `select transaction_id, definition_id, definition_version, profile_id, day, count
   from (
     select transaction_id, definition_id, definition_version, profile_id, day, count,
       row_number() over (
         partition by definition_id order by day desc, transaction_id desc
       ) as place
     from achievement_counts where tenant_id = ? and profile_id = ? and count <> 0
   ) as counted
   where place <= ? order by day desc, transaction_id desc`,
);

type CountRow = {
  readonly transaction_id: TransactionId;
  readonly definition_id: DefinitionId;
  readonly definition_version: number;
  readonly profile_id: ProfileId;
  readonly day: CalendarDay;
  readonly count: number;
};

const select = rowsStatement<CountRow>(
  (count) =>
    `select transaction_id, definition_id, definition_version, profile_id, day, count
     from achievement_counts where tenant_id = ? and transaction_id in (${placeholders(count)})`,
);

/** Stores what transactions have counted now, in place of what they had before. */
export const writeTransactionCounts = async (
  deps: WriteDeps,
  counts: readonly TransactionCount[],
): Promise<void> => {
  const rows = counts.map((each) => [
    deps.tenantId,
    each.transactionId,
    each.definitionId,
    each.version,
    each.profileId,
    each.day,
    each.count,
  ]);
  await upsert(deps, rows);
};

const upsert = writeRows(
  (count) =>
    `insert into achievement_counts (tenant_id, transaction_id, definition_id, definition_version,
       profile_id, day, count)
     values ${placeholderRows(count, 7)}
     on conflict (tenant_id, transaction_id, definition_id) do update set
       definition_version = excluded.definition_version, profile_id = excluded.profile_id,
       day = excluded.day, count = excluded.count`,
);
