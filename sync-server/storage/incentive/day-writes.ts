import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, statement, writeRows } from "#sync-server/storage/statement.ts";

/** What a profile gained and lost under a definition on one day. */
type StoredDay = {
  readonly definitionId: DefinitionId;
  readonly day: CalendarDay;
  readonly gained: number;
  readonly lost: number;
};

/** The writes of a table that keeps gains and losses by day. */
export const dayWrites = (table: "tier_days" | "achievement_days") => {
  const insert = writeRows(
    (count) =>
      `insert into ${table} (tenant_id, profile_id, definition_id, day, gained, lost)
       values ${placeholderRows(count, 6)}
       on conflict (tenant_id, profile_id, definition_id, day) do update set
         gained = ${table}.gained + excluded.gained, lost = ${table}.lost + excluded.lost`,
  );
  const removeAll = statement(`delete from ${table} where tenant_id = ? and profile_id = ?`);

  /** Adds to a profile's days; amounts may be negative, to take back what was added. */
  const add = async (
    deps: WriteDeps,
    profileId: ProfileId,
    days: readonly StoredDay[],
  ): Promise<void> => {
    const rows = days.map(({ definitionId, day, gained, lost }) => [
      ...[deps.tenantId, profileId, definitionId, day, gained, lost],
    ]);
    await insert(deps, rows);
  };

  /** Replaces all days of a profile. */
  const replace = async (
    deps: WriteDeps,
    profileId: ProfileId,
    days: readonly StoredDay[],
  ): Promise<void> => {
    await removeAll(deps, [deps.tenantId, profileId]);
    await add(deps, profileId, days);
  };
  return { add, replace };
};
