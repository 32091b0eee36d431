import type { AchievementDefinition } from "#shared/incentive/achievement.ts";
import { type Cycle, cycleOf, isInCycle } from "#shared/incentive/achievement-cycle.ts";
import {
  LEVELS_AT_ONCE,
  type LevelAt,
  levelsDue,
  NOTHING_UNLOCKED,
  type Unlocked,
  unlockedAtOnce,
  unlockedInAny,
  withLevel,
  withoutLevelsAbove,
} from "#shared/incentive/achievement-levels.ts";
import type { AchievementMovement } from "#shared/incentive/achievement-movement.ts";
import {
  climbOf,
  nextCountCheckpoint,
  progressOf,
  shownOf,
} from "#shared/incentive/achievement-progress.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type TimeZone } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { addCountDays, type StoredCountDay } from "#sync-server/storage/achievement-day-store.ts";
import {
  type CycleUnlocks,
  readUnlocks,
  writeUnlocks,
} from "#sync-server/storage/achievement-unlock-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { issueUnlocks, type UnlockReads } from "./issue-unlocks.ts";
import { type ReadClimb, readClimbs } from "./read-climbs.ts";

type CountedDays = {
  readonly programme: Programme;
  readonly locked: LockedAccount;
  readonly profile: ProfileRecord;
  /** The tenant's. */
  readonly zone: TimeZone;
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
 * issues what they unlock ([M4], [M5]). The account is locked. Reads no more for a long history
 * than for a short one.
 */
export const recordAchievements = async (
  deps: WriteDeps,
  counted: CountedDays,
): Promise<Recorded> => {
  const { programme, days, profile, zone: tenantZone } = counted;
  await addCountDays(deps, profile.id, days);
  const unlocks = await readUnlocks(deps, [profile.id]);
  const touched = programme.definitions.achievement.flatMap((definition) => {
    const before = unlocks.filter(({ definitionId }) => definitionId === definition.id);
    return touchedCycles(definition, { profile, tenantZone, days, now: deps.now, before });
  });
  const climbs = await readClimbs(deps, profile.id, touched);
  const read = touched.map((each, index) => ({ ...each, read: climbs[index] ?? NOTHING_READ }));
  const reads: UnlockReads = { zone: tenantZone, found: new Map() };
  let { locked } = counted;
  const movements: AchievementMovement[] = [];
  for (const definition of programme.definitions.achievement) {
    const cycles = read.filter(({ definitionId }) => definitionId === definition.id);
    if (cycles.length === 0) continue;
    const before = unlocks.filter(({ definitionId }) => definitionId === definition.id);
    const recorded = await recordOne(
      deps,
      { ...counted, locked },
      { definition, cycles, before },
      reads,
    );
    locked = recorded.locked;
    movements.push(...recorded.movements);
  }
  return { locked, movements };
};

const NOTHING_READ: ReadClimb = { used: null, start: { score: 0, peak: 0 }, days: [] };

/** The cycles of an achievement in which something was counted, the earliest first. */
const touchedCycles = (
  definition: AchievementDefinition,
  {
    profile,
    tenantZone,
    days,
    now,
    before,
  }: {
    readonly profile: ProfileRecord;
    readonly tenantZone: TimeZone;
    readonly days: readonly StoredCountDay[];
    readonly now: WriteDeps["now"];
    readonly before: readonly CycleUnlocks[];
  },
) => {
  const moved = days.filter(({ definitionId }) => definitionId === definition.id);
  const zone = definition.timezone ?? tenantZone;
  const joinedOn = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const cycles = new Map<CalendarDay | null, Cycle>();
  for (const { day } of moved) {
    const cycle = cycleOf(definition, day, joinedOn);
    cycles.set(cycle.from, cycle);
  }
  return [...cycles.values()]
    .sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1))
    .map((cycle) => {
      const inCycle = moved.filter(({ day }) => isInCycle(cycle, day));
      return {
        definitionId: definition.id,
        cycle,
        today: dayIn(now, zone),
        checkpoint: before.find((each) => each.cycle === cycle.from)?.checkpoint ?? null,
        changedFrom: inCycle.map(({ day }) => day).sort()[0] ?? null,
        count: netOf(inCycle),
      };
    });
};

/** One achievement of a profile in which something was counted. */
type Holding = {
  readonly definition: AchievementDefinition;
  readonly cycles: readonly (ReturnType<typeof touchedCycles>[number] & {
    readonly read: ReadClimb;
  })[];
  /** What was unlocked before, in each cycle. */
  readonly before: readonly CycleUnlocks[];
};

const recordOne = async (
  deps: WriteDeps,
  counted: CountedDays,
  { definition, cycles, before }: Holding,
  reads: UnlockReads,
): Promise<Recorded> => {
  const by = { profileId: counted.profile.id, commandId: counted.commandId };
  let { locked } = counted;
  const unlocks = new Map(before.map(({ cycle, unlocked }) => [cycle, unlocked]));
  const unlocked: LevelAt[] = [];
  let last = 0;
  for (const { cycle, count, checkpoint, today, read } of cycles) {
    const climb = climbOf(read.days, read.start);
    last = Math.max(0, climb.score);
    const named = {
      definitionId: definition.id,
      definitionVersion: definition.version,
      cycle: cycle.from,
    };
    const context = { ...named, count, score: last };
    deps.happened({ ...by, kind: "achievement.progressed", context });
    const atFirst = unlocks.get(cycle.from) ?? NOTHING_UNLOCKED;
    let inCycle = atFirst;
    if (counted.isCorrection) {
      const { kept, lost } = withoutLevelsAbove(definition, climb.peak, inCycle);
      for (const level of lost) {
        const what = { ...named, ...numbersOf(level) };
        deps.happened({ ...by, kind: "achievement.lost", context: what });
      }
      if (lost.length > 0) inCycle = kept;
      unlocks.set(cycle.from, inCycle);
    }
    const ever = unlockedInAny([...unlocks.values()]);
    const due = dueNow(definition, climb.peak, { ever, inCycle });
    // A write that touches several cycles unlocks no more than one that touches one.
    const now = unlockedAtOnce([...unlocked, ...due]).slice(unlocked.length);
    for (const level of now) {
      const issued = await issueUnlocks(deps, locked, level.level.unlocks, reads);
      locked = issued.locked;
      inCycle = withLevel(inCycle, level, deps.now);
      unlocked.push(level);
      const what = { ...named, ...numbersOf(level), lotIds: issued.lotIds };
      deps.happened({ ...by, kind: "achievement.unlocked", context: what });
    }
    unlocks.set(cycle.from, inCycle);
    const next = nextCountCheckpoint(read.used, read.days, today);
    if (inCycle !== atFirst || next?.through !== checkpoint?.through || read.used !== checkpoint) {
      const { profileId } = by;
      const { id: definitionId } = definition;
      const stored = { cycle: cycle.from, unlocked: inCycle, checkpoint: next };
      await writeUnlocks(deps, { profileId, definitionId, ...stored });
    }
  }
  const ever = unlockedInAny([...unlocks.values()]);
  const progress = progressOf(definition, last, { ever, inCycle: ever });
  const movement = {
    definitionId: definition.id,
    handle: definition.handle,
    name: definition.name,
    count: cycles.reduce((sum, { count }) => sum + count, 0),
    score: last,
    unlocked: unlocked.map((each) => ({ name: each.level.name, ...numbersOf(each) })),
  };
  return { locked, movements: shownOf(definition, progress) === "all" ? [movement] : [] };
};

/** Nothing more is unlocked of an achievement that is out of use. */
const dueNow = (
  definition: AchievementDefinition,
  peak: number,
  before: { readonly ever: Unlocked; readonly inCycle: Unlocked },
): readonly LevelAt[] =>
  definition.isPublished && !definition.isArchived
    ? levelsDue(definition, peak, before, LEVELS_AT_ONCE)
    : [];

const netOf = (days: readonly StoredCountDay[]): number =>
  days.reduce((net, { gained, lost }) => net + gained - lost, 0);

const numbersOf = ({ trigger, displayNumber }: LevelAt) => ({ trigger, displayNumber });
