import type { AchievementDefinition } from "#shared/incentive/achievement.ts";
import { type Cycle, cycleOf, isInCycle } from "#shared/incentive/achievement-cycle.ts";
import {
  type LevelAt,
  levelsDue,
  NOTHING_UNLOCKED,
  type Unlocked,
  unlockedInAny,
  withLevel,
  withoutLevelsAbove,
} from "#shared/incentive/achievement-levels.ts";
import type { AchievementMovement } from "#shared/incentive/achievement-movement.ts";
import { climbOf, progressOf, shownOf } from "#shared/incentive/achievement-progress.ts";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import {
  addCountDays,
  readCountDays,
  type StoredCountDay,
} from "#sync-server/storage/achievement-day-store.ts";
import {
  type CycleUnlocks,
  readUnlocks,
  writeUnlocks,
} from "#sync-server/storage/achievement-unlock-store.ts";
import { type ProfileRecord, readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { issueUnlocks } from "./issue-unlocks.ts";

/** How many levels of an achievement one write unlocks; its next count unlocks the rest ([M4]). */
export const LEVELS_AT_ONCE = 100;

type CountedDays = {
  readonly programme: Programme;
  readonly locked: LockedAccount;
  /** What was counted, at most once for each achievement and day. */
  readonly days: readonly StoredCountDay[];
  readonly commandId: CommandId;
  /** Whether it corrects what was counted by mistake, which takes levels too ([M6]). */
  readonly isCorrection?: boolean;
};

type Recorded = {
  /** The account, with what was issued. */
  readonly locked: LockedAccount;
  /** What the profile may see of it. */
  readonly movements: readonly AchievementMovement[];
};

/**
 * Adds what was counted to a profile's days, unlocks the levels that this reaches, in order, and
 * issues what they unlock ([M4], [M5]). The account is locked.
 */
export const recordAchievements = async (
  deps: WriteDeps,
  counted: CountedDays,
): Promise<Recorded> => {
  const { programme, days } = counted;
  const { profileId } = counted.locked.account;
  await addCountDays(deps, profileId, days);
  const [tenantZone, [profile], unlocks] = await Promise.all([
    readTenantZone(deps),
    readProfileRecords(deps, [profileId]),
    readUnlocks(deps, [profileId]),
  ]);
  let { locked } = counted;
  const movements: AchievementMovement[] = [];
  if (!profile) return { locked, movements };
  for (const definition of programme.definitions.achievement) {
    const moved = days.filter(({ definitionId }) => definitionId === definition.id);
    if (moved.length === 0) continue;
    const before = unlocks.filter(({ definitionId }) => definitionId === definition.id);
    const zone = definition.timezone ?? tenantZone;
    const holding = { definition, profile, zone, today: dayIn(deps.now, zone), moved, before };
    const recorded = await recordOne(deps, { ...counted, locked }, holding);
    locked = recorded.locked;
    movements.push(...recorded.movements);
  }
  return { locked, movements };
};

/** One achievement of a profile in which something was counted. */
type Holding = {
  readonly definition: AchievementDefinition;
  readonly profile: ProfileRecord;
  readonly zone: Parameters<typeof dayIn>[1];
  readonly today: CalendarDay;
  readonly moved: readonly StoredCountDay[];
  /** What was unlocked before, in each cycle. */
  readonly before: readonly CycleUnlocks[];
};

const recordOne = async (
  deps: WriteDeps,
  counted: CountedDays,
  holding: Holding,
): Promise<Recorded> => {
  const { definition, moved, before } = holding;
  const { commandId } = counted;
  const { profileId } = counted.locked.account;
  let { locked } = counted;
  const cycles = await readCycles(deps, holding);
  const unlocks = new Map(before.map(({ cycle, unlocked }) => [cycle, unlocked]));
  const unlocked: LevelAt[] = [];
  for (const { cycle, climb, count } of cycles) {
    const named = {
      definitionId: definition.id,
      definitionVersion: definition.version,
      cycle: cycle.from,
    };
    const by = { profileId, commandId };
    const { score } = climb;
    deps.happened({ ...by, kind: "achievement.progressed", context: { ...named, count, score } });
    let inCycle = unlocks.get(cycle.from) ?? NOTHING_UNLOCKED;
    const atFirst = inCycle;
    if (counted.isCorrection) {
      const { kept, lost } = withoutLevelsAbove(definition, climb.peak, inCycle);
      for (const level of lost) {
        const context = { ...named, ...numbersOf(level) };
        deps.happened({ ...by, kind: "achievement.lost", context });
      }
      inCycle = kept;
      unlocks.set(cycle.from, kept);
    }
    const max = LEVELS_AT_ONCE - unlocked.length;
    const ever = unlockedInAny([...unlocks.values()]);
    for (const level of dueNow(definition, climb.peak, { ever, inCycle }, max)) {
      const issued = await issueUnlocks(deps, locked, level.level.unlocks);
      locked = issued.locked;
      inCycle = withLevel(inCycle, level, deps.now);
      unlocked.push(level);
      const context = { ...named, ...numbersOf(level), lotIds: issued.lotIds };
      deps.happened({ ...by, kind: "achievement.unlocked", context });
    }
    unlocks.set(cycle.from, inCycle);
    if (inCycle !== atFirst) {
      const { id: definitionId } = definition;
      await writeUnlocks(deps, { profileId, definitionId, cycle: cycle.from, unlocked: inCycle });
    }
  }
  const { score = 0 } = cycles.at(-1)?.climb ?? {};
  const ever = unlockedInAny([...unlocks.values()]);
  const progress = progressOf(definition, score, { ever, inCycle: ever });
  const movement = {
    definitionId: definition.id,
    handle: definition.handle,
    name: definition.name,
    count: netOf(moved),
    score,
    unlocked: unlocked.map((each) => ({ name: each.level.name, ...numbersOf(each) })),
  };
  return { locked, movements: shownOf(definition, progress) === "all" ? [movement] : [] };
};

/** Nothing more is unlocked of an achievement that is out of use. */
const dueNow = (
  definition: AchievementDefinition,
  peak: number,
  before: { readonly ever: Unlocked; readonly inCycle: Unlocked },
  max: number,
): readonly LevelAt[] =>
  definition.isPublished && !definition.isArchived ? levelsDue(definition, peak, before, max) : [];

/** The cycles in which something was counted, the earliest first, with what they come to by now. */
const readCycles = async (
  deps: WriteDeps,
  { definition, profile, zone, today, moved }: Holding,
) => {
  const joinedOn = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const touched = new Map<CalendarDay | null, Cycle>();
  for (const { day } of moved) {
    const cycle = cycleOf(definition, day, joinedOn);
    touched.set(cycle.from, cycle);
  }
  const cycles = [...touched.values()].sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1));
  const tomorrow = dayAfter(today);
  const { id: profileId } = profile;
  const days = await readCountDays(
    deps,
    cycles.map(({ from, before }) => ({
      profileId,
      definitionId: definition.id,
      from,
      before: before !== null && before < tomorrow ? before : tomorrow,
    })),
  );
  return cycles.map((cycle) => ({
    cycle,
    climb: climbOf(days.filter(({ day }) => isInCycle(cycle, day))),
    count: netOf(moved.filter(({ day }) => isInCycle(cycle, day))),
  }));
};

const netOf = (days: readonly StoredCountDay[]): number =>
  days.reduce((net, { gained, lost }) => net + gained - lost, 0);

const numbersOf = ({ trigger, displayNumber }: LevelAt) => ({ trigger, displayNumber });
