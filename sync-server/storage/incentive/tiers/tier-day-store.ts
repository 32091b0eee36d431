import { compareDays, type TierDay } from "#shared/incentive/tiers/tier-facts.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import { dayWrites } from "#sync-server/storage/incentive/day-writes.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { rowsStatement, statement } from "#sync-server/storage/statement.ts";

/** The tier points of one day under one point definition. */
export type StoredTierDay = TierDay & { readonly definitionId: DefinitionId };

/** Adds to or replaces the tier points of a profile's days. */
export const { add: addTierDays, replace: replaceTierDays } = dayWrites("tier_days");

/** Which days to read: those of a profile under a definition, from a day on or all (null). */
export type TierSpan = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly from: CalendarDay | null;
  /** The days after one and through another are added up, under the first of them; null: none. */
  readonly together: { readonly after: CalendarDay; readonly through: CalendarDay } | null;
};

/** The days with tier points in each span, the oldest first, for many spans at once. */
export const readTierDays = async (
  deps: ReadDeps,
  spans: readonly TierSpan[],
): Promise<readonly (readonly TierDay[])[]> => {
  const read: (readonly TierDay[])[] = [];
  for (let from = 0; from < spans.length; from += ROWS_AT_ONCE) {
    read.push(...(await readSpans(deps, spans.slice(from, from + ROWS_AT_ONCE))));
  }
  return read;
};

const ROWS_AT_ONCE = 500;

const readSpans: typeof readTierDays = async (deps, spans) => {
  const values = spans.flatMap(({ profileId, definitionId, from, together }, place) => [
    ...[place, profileId, definitionId, from ?? ""],
    ...[together?.after ?? "", together?.through ?? ""],
  ]);
  const rows = await select(deps, spans.length, [...values, deps.tenantId, deps.tenantId]);
  const daysOf = spans.map((): TierDay[] => []);
  for (const { place = 0, day, gained, lost, together } of rows) {
    daysOf[place]?.push(together === 1 ? { day, gained, lost } : { day, gained, lost, together });
  }
  for (const days of daysOf) days.sort((a, b) => compareDays(a.day, b.day));
  return daysOf;
};

/** There may be a thousand days: a sort by the database, or one more column, takes a while. */
type TierDayRow = TierDay & {
  readonly together: number;
  /** That of its span; left out if there is only one. */
  readonly place?: number;
};

// A cross join keeps SQLite from reading every day first.
const select = rowsStatement<TierDayRow>(
  (count, { integer }) =>
    `with v (place, profile_id, definition_id, first_day, after_day, through_day) as (
       values ${Array(count).fill(spanValues(integer)).join(", ")}
     )
     select ${count === 1 ? "" : "v.place, "}d.day, d.gained, d.lost, 1 as together
     from v cross join tier_days as d
     where ${DAY_OF_SPAN} and d.day >= v.first_day
       and (d.day <= v.after_day or d.day > v.through_day)
     union all
     select ${count === 1 ? "" : "v.place, "}min(d.day), cast(sum(d.gained) as ${integer}),
       cast(sum(d.lost) as ${integer}), count(*)
     from v cross join tier_days as d
     where ${DAY_OF_SPAN} and d.day > v.after_day and d.day <= v.through_day
     group by v.place`,
);

const DAY_OF_SPAN = `d.tenant_id = ? and d.profile_id = v.profile_id
  and d.definition_id = v.definition_id and (d.gained <> 0 or d.lost <> 0)`;

const spanValues = (integer: string): string =>
  `(cast(? as ${integer}), cast(? as text), cast(? as ${integer}), cast(? as text), cast(? as text), cast(? as text))`;

/** Whether anything has ever counted towards a tier of a profile, or it was given one ([T9]). */
export const hasTierFacts = async (deps: ReadDeps, profileId: ProfileId): Promise<boolean> => {
  const { tenantId } = deps;
  return (await selectAny(deps, [tenantId, profileId, tenantId, profileId])).length > 0;
};

const selectAny = statement(
  `select profile_id from tier_days where tenant_id = ? and profile_id = ?
   union select profile_id from tier_assignments where tenant_id = ? and profile_id = ?`,
);
