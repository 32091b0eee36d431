import { type Cycle, isInCycle } from "#shared/incentive/achievements/achievement-cycle.ts";
import {
  CLIMB_START,
  type Climb,
  type CountCheckpoint,
} from "#shared/incentive/achievements/achievement-progress.ts";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import {
  readCountDays,
  type StoredCountDay,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A cycle of an achievement whose score is asked for. */
export type AskedCycle = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly cycle: Cycle;
  /** The last day to read; null: to the end of the cycle. */
  readonly today: CalendarDay | null;
  readonly checkpoint: CountCheckpoint | null;
  /** The first day that may have changed since the checkpoint; null: none has. */
  readonly changedFrom: CalendarDay | null;
};

/** What the older days of a cycle come to, and the days after them. */
export type ReadClimb = {
  readonly used: CountCheckpoint | null;
  readonly start: Climb;
  readonly days: readonly StoredCountDay[];
};

/** The days that decide the scores of cycles, in their order, read in one statement. */
export const readClimbs = async (
  deps: ReadDeps,
  asked: readonly AskedCycle[],
): Promise<readonly ReadClimb[]> => {
  const spans = asked.map(({ profileId, definitionId, cycle, today, checkpoint, changedFrom }) => {
    const isUsable = checkpoint && (changedFrom === null || checkpoint.through < changedFrom);
    const used = isUsable ? checkpoint : null;
    const tomorrow = today && dayAfter(today);
    const isOver = tomorrow === null || (cycle.before !== null && cycle.before < tomorrow);
    const before = isOver ? cycle.before : tomorrow;
    const from = used ? dayAfter(used.through) : cycle.from;
    return { used, cycle, span: { profileId, definitionId, from, before } };
  });
  const read = await readCountDays(
    deps,
    spans.map(({ span }) => span),
  );
  const daysOf = Map.groupBy(read, keyOf);
  return spans.map(({ used, cycle, span }) => ({
    used,
    start: used ?? CLIMB_START,
    days: (daysOf.get(keyOf(span)) ?? []).filter(
      ({ day }) => isInCycle(cycle, day) && (used === null || day > used.through),
    ),
  }));
};

const keyOf = ({ profileId, definitionId }: Pick<AskedCycle, "profileId" | "definitionId">) =>
  `${profileId} ${definitionId}`;
