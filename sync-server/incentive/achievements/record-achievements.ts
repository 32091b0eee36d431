import type { AchievementDefinition } from "#shared/incentive/achievements/achievement.ts";
import {
  type Cycle,
  cycleOf,
  cyclesStartOn,
  isInCycle,
} from "#shared/incentive/achievements/achievement-cycle.ts";
import type { LevelAt } from "#shared/incentive/achievements/achievement-levels.ts";
import type { AchievementMovement } from "#shared/incentive/achievements/achievement-movement.ts";
import {
  climbOf,
  nextCountCheckpoint,
} from "#shared/incentive/achievements/achievement-progress.ts";
import { isShownAt, moveAchievement } from "#shared/incentive/achievements/move-achievement.ts";
import type { CommandId, LotId, TransactionId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { type ByHand, NO_REASON } from "#shared/ledger/by-hand.ts";
import type { EntrySource } from "#shared/ledger/entry.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import {
  addCountDays,
  type StoredCountDay,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import {
  type CycleUnlocks,
  readUnlocks,
  writeUnlocks,
} from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { issueUnlocks, type UnlockReads } from "./issue-unlocks.ts";
import { type ReadClimb, readClimbs } from "./read-climbs.ts";

/** What is counted for a profile. */
type Counted = {
  readonly programme: Programme;
  readonly profile: ProfileRecord;
  /** The tenant's. */
  readonly zone: TimeZone;
  /** At most one for each achievement and day. */
  readonly days: readonly StoredCountDay[];
};

type CountedNow = Counted & {
  readonly locked: LockedAccount;
  readonly commandId: CommandId;
  /** The transaction that was written; null if it was counted by hand. */
  readonly transactionId: TransactionId | null;
  /** Whether it corrects what was counted by mistake, which takes levels too ([M6]). */
  readonly isCorrection?: boolean;
  /** Why, if it was counted by hand. */
  readonly byHand?: ByHand;
};

/** What was recorded of a profile. */
export type RecordedAchievements = {
  /** The account, with what was issued. */
  readonly locked: LockedAccount;
  /** What the profile may see of it. */
  readonly movements: readonly AchievementMovement[];
  /** What was issued, in order. */
  readonly lotIds: readonly LotId[];
};

/**
 * Adds what was counted to a profile's days, unlocks the levels that this reaches, in order, and
 * issues what they unlock ([M4], [M5]). The account is locked. Reads no more for a long history
 * than for a short one.
 */
export const recordAchievements = async (
  deps: WriteDeps,
  counted: CountedNow,
): Promise<RecordedAchievements> => {
  const { profile, days, zone } = counted;
  await addCountDays(deps, profile.id, days);
  deps.touched(profileTouch(counted.locked, "progress", profile.id));
  const reads: UnlockReads = { zone, found: new Map() };
  let { locked } = counted;
  const movements: AchievementMovement[] = [];
  const lotIds: LotId[] = [];
  for (const holding of await readHoldings(deps, counted)) {
    const recorded = await recordOne(deps, { ...counted, locked }, holding, reads);
    locked = recorded.locked;
    movements.push(...recorded.movements);
    lotIds.push(...recorded.lotIds);
  }
  return { locked, movements, lotIds };
};

/**
 * What `recordAchievements` would say happens, of the achievements that the profile is shown
 * already: anybody may look ahead, so what only this would show them stays hidden ([Q7], [M8]).
 * Writes nothing.
 */
export const foreseeAchievements = async (
  deps: ReadDeps & { readonly now: Instant },
  counted: Counted,
): Promise<readonly AchievementMovement[]> => {
  const holdings = await readHoldings(deps, counted);
  return holdings.filter(isShownNow).flatMap(({ definition, cycles, before }) => {
    const added = counted.days.filter(({ definitionId }) => definitionId === definition.id);
    const after = cycles.map((each) => {
      const isRead = ({ day }: StoredCountDay) => isInCycle(each.cycle, day) && day <= each.today;
      const days = [...each.read.days, ...added.filter(isRead)];
      return { ...each, read: { ...each.read, days } };
    });
    const holding = { definition, cycles: after, before };
    const { movement } = decideOne(holding, { isCorrection: false, now: deps.now });
    return movement ? [movement] : [];
  });
};

/** Whether the profile is shown it before anything more is counted. */
const isShownNow = ({ definition, cycles, before }: Holding): boolean => {
  const last = cycles.at(-1);
  const score = last ? climbOf(last.read.days, last.read.start).score : 0;
  return isShownAt(
    definition,
    score,
    before.map(({ unlocked }) => unlocked),
  );
};

/** One achievement of a profile in which something was counted. */
type Holding = {
  readonly definition: AchievementDefinition;
  readonly cycles: readonly (TouchedCycle & { readonly read: ReadClimb })[];
  /** What was unlocked before, in each cycle. */
  readonly before: readonly CycleUnlocks[];
};

/** What is stored of the achievements in which something was counted. */
const readHoldings = async (
  deps: ReadDeps & { readonly now: Instant },
  { programme, profile, days, zone: tenantZone }: Counted,
): Promise<readonly Holding[]> => {
  const unlocks = await readUnlocks(deps, [profile.id]);
  const holdings = programme.definitions.achievement.map((definition) => {
    const before = unlocks.filter(({ definitionId }) => definitionId === definition.id);
    const counted = { profile, tenantZone, days, now: deps.now, before };
    return { definition, before, touched: touchedCycles(definition, counted) };
  });
  const touched = holdings.flatMap((holding) => holding.touched);
  const climbs = await readClimbs(deps, touched);
  const readOf = new Map(touched.map((each, index) => [each, climbs[index] ?? NOTHING_READ]));
  return holdings
    .filter((holding) => holding.touched.length > 0)
    .map((holding) => ({
      definition: holding.definition,
      before: holding.before,
      cycles: holding.touched.map((each) => ({
        ...each,
        read: readOf.get(each) ?? NOTHING_READ,
      })),
    }));
};

const NOTHING_READ: ReadClimb = { used: null, start: { score: 0, peak: 0 }, days: [] };

type TouchedCycle = ReturnType<typeof touchedCycles>[number];

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
  const joinedDay = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const joinedOn = cyclesStartOn(definition, joinedDay, before);
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
        profileId: profile.id,
        definitionId: definition.id,
        cycle,
        today: dayIn(now, zone),
        checkpoint: before.find((each) => each.cycle === cycle.from)?.checkpoint ?? null,
        changedFrom: inCycle.map(({ day }) => day).sort()[0] ?? null,
        count: netOf(inCycle),
      };
    });
};

const decideOne = (
  { definition, cycles, before }: Holding,
  { isCorrection, now }: { readonly isCorrection: boolean; readonly now: WriteDeps["now"] },
) =>
  moveAchievement(definition, {
    cycles: cycles.map((each) => ({
      ...each,
      key: each.cycle.from,
      climb: climbOf(each.read.days, each.read.start),
    })),
    unlocks: new Map(before.map(({ cycle, unlocked }) => [cycle, unlocked])),
    isCorrection,
    now,
  });

const recordOne = async (
  deps: WriteDeps,
  counted: CountedNow,
  holding: Holding,
  reads: UnlockReads,
): Promise<RecordedAchievements> => {
  const { definition } = holding;
  const by = { profileId: counted.profile.id, commandId: counted.commandId };
  const { isCorrection = false } = counted;
  const { moves, movement } = decideOne(holding, { isCorrection, now: deps.now });
  let { locked } = counted;
  const lotIds: LotId[] = [];
  for (const { counted: cycle, score, lost, unlocked, before, after } of moves) {
    const named = {
      definitionId: definition.id,
      definitionVersion: definition.version,
      cycle: cycle.key,
    };
    const context = { ...named, count: cycle.count, score, ...(counted.byHand ?? NO_REASON) };
    deps.happened({ ...by, kind: "achievement.progressed", context });
    for (const level of lost) {
      const what = { ...named, ...numbersOf(level) };
      deps.happened({ ...by, kind: "achievement.lost", context: what });
    }
    for (const level of unlocked) {
      const unlocks = level.isAgain ? [] : level.level.unlocks;
      const source = sourceOf(definition, level, counted.transactionId);
      const issued = await issueUnlocks(deps, locked, unlocks, { ...reads, source });
      locked = issued.locked;
      lotIds.push(...issued.lotIds);
      const what = { ...named, ...numbersOf(level), lotIds: issued.lotIds };
      deps.happened({ ...by, kind: "achievement.unlocked", context: what });
    }
    const { read, checkpoint, today } = cycle;
    const next = nextCountCheckpoint(read.used, read.days, today);
    if (after !== before || next?.through !== checkpoint?.through || read.used !== checkpoint) {
      const { profileId } = by;
      const { id: definitionId } = definition;
      const stored = { cycle: cycle.key, unlocked: after, checkpoint: next };
      await writeUnlocks(deps, { profileId, definitionId, ...stored });
    }
  }
  return { locked, movements: movement ? [movement] : [], lotIds };
};

/** What the issues of a level name as their cause ([M11]). */
const sourceOf = (
  { id, version }: AchievementDefinition,
  { trigger: level }: LevelAt,
  transactionId: TransactionId | null,
): EntrySource => ({
  ...{ type: "achievement", id: String(id) },
  reached: { version, level, transactionId },
});

const netOf = (days: readonly StoredCountDay[]): number =>
  days.reduce((net, { gained, lost }) => net + gained - lost, 0);

const numbersOf = ({ trigger, displayNumber }: LevelAt) => ({ trigger, displayNumber });
