import type { TierDay } from "#shared/incentive/tier-facts.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { placeholderRows, rowsStatement, statement } from "./statement.ts";

/** The tier points of one day under one point definition. */
export type StoredTierDay = TierDay & { readonly definitionId: DefinitionId };

/**
 * Adds to the tier points of a profile's days; amounts may be negative, to take back what was
 * added.
 */
export const addTierDays = async (
  deps: WriteDeps,
  profileId: ProfileId,
  days: readonly StoredTierDay[],
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
    `insert into tier_days (tenant_id, profile_id, definition_id, day, gained, lost)
     values ${placeholderRows(count, 6)}
     on conflict (tenant_id, profile_id, definition_id, day) do update set
       gained = tier_days.gained + excluded.gained, lost = tier_days.lost + excluded.lost`,
);

/** Replaces all tier points of a profile. */
export const replaceTierDays = async (
  deps: WriteDeps,
  profileId: ProfileId,
  days: readonly StoredTierDay[],
): Promise<void> => {
  await removeAll(deps, [deps.tenantId, profileId]);
  for (let from = 0; from < days.length; from += ROWS_AT_ONCE) {
    await addTierDays(deps, profileId, days.slice(from, from + ROWS_AT_ONCE));
  }
};

const ROWS_AT_ONCE = 500;

const removeAll = statement("delete from tier_days where tenant_id = ? and profile_id = ?");

/** Which days to read: those of a profile under a definition, from a day on or all (null). */
export type TierSpan = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly from: CalendarDay | null;
};

/**
 * The days on which profiles have tier points, the oldest first, for many spans in one statement.
 */
export const readTierDays = async (
  deps: ReadDeps,
  spans: readonly TierSpan[],
): Promise<readonly (StoredTierDay & { readonly profileId: ProfileId })[]> => {
  if (spans.length === 0) return [];
  const values = spans.flatMap(({ profileId, definitionId, from }) => [
    profileId,
    definitionId,
    from ?? "",
  ]);
  const rows = await select(deps, spans.length, [...values, deps.tenantId]);
  return rows.map(({ profile_id, definition_id, ...day }) => ({
    ...day,
    profileId: profile_id,
    definitionId: definition_id,
  }));
};

type TierDayRow = TierDay & {
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
};

// A cross join keeps SQLite from reading every day first.
const select = rowsStatement<TierDayRow>(
  (count, { integer }) =>
    `with v (profile_id, definition_id, first_day) as (
       values ${Array(count).fill(`(cast(? as text), cast(? as ${integer}), cast(? as text))`).join(", ")}
     )
     select d.profile_id, d.definition_id, d.day, d.gained, d.lost
     from v cross join tier_days as d
     where d.tenant_id = ? and d.profile_id = v.profile_id
       and d.definition_id = v.definition_id and d.day >= v.first_day
       and (d.gained <> 0 or d.lost <> 0)
     order by d.profile_id, d.definition_id, d.day`,
);
