import {
  type CountCheckpoint,
  checkpointSchema,
} from "#shared/incentive/achievements/achievement-progress.ts";
import { type Unlocked, unlockedSchema } from "#shared/incentive/achievements/unlocked.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholders,
  rowsStatement,
  statement,
  writeStatement,
} from "#sync-server/storage/statement.ts";

/** The levels of an achievement that a profile has unlocked in one cycle. */
export type CycleUnlocks = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  /** Its first day; null if the achievement is counted for life. */
  readonly cycle: CalendarDay | null;
  readonly unlocked: Unlocked;
  readonly checkpoint: CountCheckpoint | null;
};

/** What profiles have unlocked, in every cycle. */
export const readUnlocks = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly CycleUnlocks[]> => {
  if (profileIds.length === 0) return [];
  const rows = await select(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return rows.map(unlocksOf);
};

/** What all profiles have unlocked of an achievement. Reads every profile's: for reports only. */
export const readUnlocksOf = async (
  deps: ReadDeps,
  definitionId: DefinitionId,
): Promise<readonly CycleUnlocks[]> =>
  (await selectOfDefinition(deps, [deps.tenantId, definitionId])).map(unlocksOf);

type UnlockRow = {
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
  readonly cycle: CalendarDay | "";
  readonly unlocked: string;
  readonly checkpoint: string | null;
};

const unlocksOf = (row: UnlockRow): CycleUnlocks => ({
  profileId: row.profile_id,
  definitionId: row.definition_id,
  cycle: row.cycle === "" ? null : row.cycle,
  unlocked: unlockedSchema.parse(JSON.parse(row.unlocked)),
  checkpoint: row.checkpoint === null ? null : checkpointSchema.parse(JSON.parse(row.checkpoint)),
});

const COLUMNS = "profile_id, definition_id, cycle, unlocked, checkpoint";

const selectOfDefinition = statement<UnlockRow>(
  `select ${COLUMNS} from achievement_unlocks where tenant_id = ? and definition_id = ?`,
);

const select = rowsStatement<UnlockRow>(
  (count) =>
    `select ${COLUMNS} from achievement_unlocks
     where tenant_id = ? and profile_id in (${placeholders(count)})
     order by profile_id, definition_id, cycle`,
);

/** Stores what a profile has unlocked in one cycle, and what its older days come to. */
export const writeUnlocks = async (
  deps: WriteDeps,
  { profileId, definitionId, cycle, unlocked, checkpoint }: CycleUnlocks,
): Promise<void> => {
  await upsert(deps, [
    deps.tenantId,
    profileId,
    definitionId,
    cycle ?? "",
    JSON.stringify(unlocked),
    checkpoint && JSON.stringify(checkpoint),
    deps.now,
  ]);
};

const upsert = writeStatement(
  `insert into achievement_unlocks (tenant_id, profile_id, definition_id, cycle, unlocked,
     checkpoint, updated_at)
   values (?, ?, ?, ?, ?, ?, ?)
   on conflict (tenant_id, profile_id, definition_id, cycle) do update set
     unlocked = excluded.unlocked, checkpoint = excluded.checkpoint,
     updated_at = excluded.updated_at`,
);

/** Forgets what older days came to, because they have changed. */
export const forgetCountCheckpoints = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<void> => {
  await forget(deps, [deps.tenantId, profileId]);
};

const forget = statement(
  "update achievement_unlocks set checkpoint = null where tenant_id = ? and profile_id = ?",
);
