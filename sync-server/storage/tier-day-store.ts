import type { TierDay } from "#shared/incentive/tier-facts.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import { dayWrites } from "./day-writes.ts";
import type { ReadDeps } from "./sql.ts";
import { rowsStatement } from "./statement.ts";

/** The tier points of one day under one point definition. */
export type StoredTierDay = TierDay & { readonly definitionId: DefinitionId };

/** Adds to or replaces the tier points of a profile's days. */
export const { add: addTierDays, replace: replaceTierDays } = dayWrites("tier_days");

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
