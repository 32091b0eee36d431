import type { CountDay } from "#shared/incentive/achievements/achievement-progress.ts";
import type { CommandId, DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { ByHand } from "#shared/ledger/by-hand.ts";
import { dayWrites } from "#sync-server/storage/incentive/day-writes.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  statement,
  writeRows,
} from "#sync-server/storage/statement.ts";

/** What was counted for one achievement on one day. */
export type StoredCountDay = CountDay & { readonly definitionId: DefinitionId };

/** Adds to or replaces what was counted for a profile. */
export const { add: addCountDays, replace: replaceCountDays } = dayWrites("achievement_days");

/** Every day on which something was counted for a profile. */
export const readAllCountDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly StoredCountDay[]> =>
  (await selectAll(deps, [deps.tenantId, profileId])).map(dayInRow);

const selectAll = statement<CountDayRow>(
  `select profile_id, definition_id, day, gained, lost from achievement_days
   where tenant_id = ? and profile_id = ? and (gained <> 0 or lost <> 0)`,
);

/** For which achievements something was ever counted for these profiles. */
export const readCounted = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly CountedFor[]> => {
  if (profileIds.length === 0) return [];
  const rows = await selectCounted(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return rows.map((row) => ({ profileId: row.profile_id, definitionId: row.definition_id }));
};

type CountedFor = { readonly profileId: ProfileId; readonly definitionId: DefinitionId };

const selectCounted = rowsStatement<{
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
}>(
  (count) =>
    `select distinct profile_id, definition_id from achievement_days
     where tenant_id = ? and profile_id in (${placeholders(count)})`,
);

/** The profiles that something was counted for in an achievement. */
export const readCountedProfiles = async (
  deps: ReadDeps,
  definitionId: DefinitionId,
): Promise<readonly ProfileId[]> =>
  (await selectProfiles(deps, [deps.tenantId, definitionId])).map((row) => row.profile_id);

const selectProfiles = statement<{ readonly profile_id: ProfileId }>(
  `select distinct profile_id from achievement_days where tenant_id = ? and definition_id = ?`,
);

/** Keeps what one command has counted by hand. */
export const appendManualCounts = async (
  deps: WriteDeps,
  {
    profileId,
    commandId,
    version,
    byHand,
    days,
  }: {
    readonly profileId: ProfileId;
    readonly commandId: CommandId;
    /** Of the definition. */
    readonly version: number;
    readonly byHand: ByHand;
    readonly days: readonly StoredCountDay[];
  },
): Promise<void> => {
  const rows = days.map(({ definitionId, day, gained, lost }) => [
    ...[deps.tenantId, profileId, commandId, definitionId, version, day],
    ...[gained, lost, byHand.reason, byHand.reference],
  ]);
  await appendManual(deps, rows);
};

const appendManual = writeRows(
  (count) =>
    `insert into achievement_manual_counts (tenant_id, profile_id, command_id, definition_id,
       definition_version, day, gained, lost, reason, reference)
     values ${placeholderRows(count, 10)}`,
);

/** What one command has counted by hand on one day. */
export type ManualCount = StoredCountDay &
  ByHand & { readonly commandId: CommandId; readonly version: number };

/** What was counted for a profile by hand: of each achievement, the latest `limit`. */
export const readManualCountsOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  limit: number,
): Promise<readonly ManualCount[]> => {
  const rows = await selectManual(deps, [deps.tenantId, profileId, limit]);
  return rows.map((row) => ({
    ...dayInRow(row),
    commandId: row.command_id,
    version: row.definition_version,
    reason: row.reason,
    reference: row.reference,
  }));
};

const selectManual = statement<
  CountDayRow & ByHand & { readonly command_id: CommandId; readonly definition_version: number }
>(
  `select profile_id, command_id, definition_id, definition_version, day, gained, lost, reason,
     reference
   from (
     select profile_id, command_id, definition_id, definition_version, day, gained, lost, reason,
       reference,
       row_number() over (partition by definition_id order by day desc, command_id desc) as place
     from achievement_manual_counts where tenant_id = ? and profile_id = ?
   ) as counted
   where place <= ? order by day desc, command_id desc`,
);

/**
 * The same days worked out from what each transaction and each command has counted: they must be
 * equal ([M2]).
 */
export const sumCountDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly StoredCountDay[]> => {
  const { tenantId } = deps;
  const rows = await selectSums(deps, [tenantId, profileId, tenantId, profileId]);
  return rows.map(dayInRow);
};

const selectSums = statement<CountDayRow>(
  ({ integer }) =>
    `select '' as profile_id, definition_id, day, cast(sum(gained) as ${integer}) as gained,
       cast(sum(lost) as ${integer}) as lost
     from (
       select definition_id, day, case when count > 0 then count else 0 end as gained,
         case when count < 0 then -count else 0 end as lost
       from achievement_counts where tenant_id = ? and profile_id = ?
       union all
       select definition_id, day, gained, lost
       from achievement_manual_counts where tenant_id = ? and profile_id = ?
     ) as counted
     group by definition_id, day having sum(gained) <> 0 or sum(lost) <> 0`,
);

/**
 * Which days to read: those of an achievement from a day on, before another; null: there is no end
 * that way.
 */
export type CountSpan = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly from: CalendarDay | null;
  readonly before: CalendarDay | null;
};

/**
 * The days on which something was counted for profiles, the oldest first, for many spans at once.
 */
export const readCountDays = async (
  deps: ReadDeps,
  spans: readonly CountSpan[],
): Promise<readonly (StoredCountDay & { readonly profileId: ProfileId })[]> => {
  const read: Awaited<ReturnType<typeof readCountDays>>[number][] = [];
  for (let from = 0; from < spans.length; from += ROWS_AT_ONCE) {
    read.push(...(await readSpans(deps, spans.slice(from, from + ROWS_AT_ONCE))));
  }
  return read;
};

const ROWS_AT_ONCE = 500;

/** Sorts after every day. */
const AFTER_ALL_DAYS = "A";

const readSpans = async (
  deps: ReadDeps,
  spans: readonly CountSpan[],
): Promise<readonly (StoredCountDay & { readonly profileId: ProfileId })[]> => {
  const values = spans.flatMap(({ profileId, definitionId, from, before }) => [
    profileId,
    definitionId,
    from ?? "",
    before ?? AFTER_ALL_DAYS,
  ]);
  const rows = await select(deps, spans.length, [...values, deps.tenantId]);
  return rows.map((row) => ({ ...dayInRow(row), profileId: row.profile_id }));
};

const dayInRow = ({ definition_id, day, gained, lost }: CountDayRow): StoredCountDay => ({
  definitionId: definition_id,
  day,
  gained,
  lost,
});

type CountDayRow = CountDay & {
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
};

// A cross join keeps SQLite from reading every day first.
const select = rowsStatement<CountDayRow>(
  (count, { integer }) =>
    `with v (profile_id, definition_id, first_day, end_day) as (
       values ${Array(count)
         .fill(`(cast(? as text), cast(? as ${integer}), cast(? as text), cast(? as text))`)
         .join(", ")}
     )
     select d.profile_id, d.definition_id, d.day, d.gained, d.lost
     from v cross join achievement_days as d
     where d.tenant_id = ? and d.profile_id = v.profile_id
       and d.definition_id = v.definition_id and d.day >= v.first_day and d.day < v.end_day
       and (d.gained <> 0 or d.lost <> 0)
     order by d.profile_id, d.definition_id, d.day`,
);
