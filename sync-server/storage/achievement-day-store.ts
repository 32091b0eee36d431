import type { CountDay } from "#shared/incentive/achievement-progress.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { placeholderRows, rowsStatement } from "./statement.ts";

/** What was counted for one achievement on one day. */
export type StoredCountDay = CountDay & { readonly definitionId: DefinitionId };

/** Adds to what was counted for a profile; amounts may be negative, to take back what was added. */
export const addCountDays = async (
  deps: WriteDeps,
  profileId: ProfileId,
  days: readonly StoredCountDay[],
): Promise<void> => {
  if (days.length === 0) return;
  const rows = days.flatMap(({ definitionId, day, gained, lost }) => [
    deps.tenantId,
    profileId,
    definitionId,
    day,
    gained,
    lost,
  ]);
  await add(deps, days.length, rows);
};

const add = rowsStatement(
  (count) =>
    `insert into achievement_days (tenant_id, profile_id, definition_id, day, gained, lost)
     values ${placeholderRows(count, 6)}
     on conflict (tenant_id, profile_id, definition_id, day) do update set
       gained = achievement_days.gained + excluded.gained,
       lost = achievement_days.lost + excluded.lost`,
);

/** Which days to read: those of an achievement from a day on (null: all), before another. */
export type CountSpan = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly from: CalendarDay | null;
  readonly before: CalendarDay;
};

/** The days on which something was counted for profiles, the oldest first, for many spans at once. */
export const readCountDays = async (
  deps: ReadDeps,
  spans: readonly CountSpan[],
): Promise<readonly (StoredCountDay & { readonly profileId: ProfileId })[]> => {
  if (spans.length === 0) return [];
  const values = spans.flatMap(({ profileId, definitionId, from, before }) => [
    profileId,
    definitionId,
    from ?? "",
    before,
  ]);
  const rows = await select(deps, spans.length, [...values, deps.tenantId]);
  return rows.map(({ profile_id, definition_id, ...day }) => ({
    ...day,
    profileId: profile_id,
    definitionId: definition_id,
  }));
};

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
