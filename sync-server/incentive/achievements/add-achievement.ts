import { z } from "zod";
import {
  type AchievementDefinition,
  isOpenAt,
} from "#shared/incentive/achievements/achievement.ts";
import {
  type Cycle,
  cycleOf,
  cyclesStartOn,
  isInCycle,
} from "#shared/incentive/achievements/achievement-cycle.ts";
import {
  LEVELS_AT_ONCE,
  levelsDue,
  unlockedAtOnce,
  unlockedInAny,
  withoutLevelsAbove,
} from "#shared/incentive/achievements/achievement-levels.ts";
import { climbOf, correctionOf } from "#shared/incentive/achievements/achievement-progress.ts";
import { NOTHING_UNLOCKED } from "#shared/incentive/achievements/unlocked.ts";
import { isFor } from "#shared/incentive/audience.ts";
import { HUNDREDTHS } from "#shared/incentive/points/point.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import {
  type CommandId,
  type DefinitionId,
  definitionIdSchema,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type CalendarDay,
  dayIn,
  firstInstantOf,
  lastInstantOf,
  type TimeZone,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { type DoneByHand, NO_REASON } from "#shared/ledger/by-hand.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { meterManualIssue } from "#sync-server/incentive/meter-manual-issue.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import {
  appendManualCounts,
  type StoredCountDay,
} from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import {
  type CycleUnlocks,
  readUnlocks,
} from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import type { DefinitionRecord } from "#sync-server/storage/incentive/definition-store.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readClimbs } from "./read-climbs.ts";
import { recordAchievements } from "./record-achievements.ts";

/** A count to add by hand (DOMAIN §10.3). */
export type NewCount = DoneByHand & {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  /** In whole counts; negative to correct what was counted by mistake. */
  readonly count: number;
  /** Null: now. Days and local times are those of the definition's zone. */
  readonly issuedAt: WrittenTime | null;
  /** The last moment at which it counts; null: it always does. */
  readonly expiresAt: WrittenTime | null;
  /** The caller's own data, as JSON, kept with the command. */
  readonly meta: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing can be counted, in order of precedence. */
export type AddAchievementRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "not_for_profile" }
  | { readonly reason: "issued_in_future" }
  | { readonly reason: "outside_window" }
  | { readonly reason: "expires_before_issue" }
  /** A correction takes more than was counted. */
  | { readonly reason: "more_than_counted" }
  /** It would unlock or take more levels, or issue more, than one request may. */
  | { readonly reason: "too_many_levels"; readonly max: number }
  | TooManyAnHour;

const addedSchema = z.object({ definitionId: definitionIdSchema });
type Added = z.infer<typeof addedSchema>;

/**
 * Counts something by hand and unlocks what it reaches. The same request under the same key gets
 * the first answer.
 */
export const addAchievement = (
  deps: WriteDeps,
  input: NewCount,
): Promise<Result<Added, AddAchievementRefusal>> =>
  answerOnce(deps, input, { kind: "add_achievement", schema: addedSchema }, addNow);

const addNow = async (
  deps: WriteDeps,
  input: NewCount,
  commandId: CommandId,
): Promise<Result<Added, AddAchievementRefusal>> => {
  const { profileId, definitionId } = input;
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const found = await findDefinitionToIssue(deps, "achievement", { id: definitionId });
  if (!found?.definition.isPublished || found.definition.isArchived) {
    return err({ reason: "definition_unknown" });
  }
  const [read] = await readProfileRecords(deps, [profileId]);
  const profile = assertDefined(read, "a locked account has a profile");
  const zone = await readTenantZone(deps);
  const days = await daysOf(deps, found, input, { profile, tenantZone: zone });
  if (!days.ok) return days;
  const metered = await meterManualIssue(deps, locked, commandId, staff.value);
  if (!metered.ok) return metered;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const isCorrection = input.count < 0;
  const { version } = found.definition;
  const { byHand = NO_REASON } = input;
  await appendManualCounts(deps, { profileId, commandId, version, byHand, days: days.value });
  const counted = { programme, locked, profile, zone, days: days.value, commandId, byHand };
  await recordAchievements(deps, { ...counted, transactionId: null, isCorrection });
  return ok({ definitionId });
};

/** What it does to the profile's days, or why it can't be done. */
const daysOf = async (
  deps: WriteDeps,
  { definition }: DefinitionRecord<"achievement">,
  input: NewCount,
  { profile, tenantZone }: { readonly profile: ProfileRecord; readonly tenantZone: TimeZone },
): Promise<Result<readonly StoredCountDay[], AddAchievementRefusal>> => {
  if (!isFor(definition, audienceAt(profile, deps.now))) {
    return err({ reason: "not_for_profile" });
  }
  const zone = definition.timezone ?? tenantZone;
  const at = input.issuedAt === null ? deps.now : firstInstantOf(input.issuedAt, zone);
  const expiresAt = input.expiresAt === null ? null : lastInstantOf(input.expiresAt, zone);
  if (at > deps.now) return err({ reason: "issued_in_future" });
  if (!isOpenAt(definition, at, zone)) return err({ reason: "outside_window" });
  if (isExpired({ expiresAt }, at)) return err({ reason: "expires_before_issue" });

  const day = dayIn(at, zone);
  const all = await readUnlocks(deps, [profile.id]);
  const unlocks = all.filter(({ definitionId }) => definitionId === definition.id);
  const joinedDay = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const cycle = cycleOf(definition, day, cyclesStartOn(definition, joinedDay, unlocks));
  const today = dayIn(deps.now, zone);
  const counting = { definition, profileId: profile.id, cycle, today, unlocks };
  const count = input.count * HUNDREDTHS;
  if (count < 0) return correct(deps, counting, -count);
  const over = expiresAt === null ? null : dayAfter(dayIn(expiresAt, zone));
  return gain(deps, counting, { day, count, over });
};

/** Where something is counted by hand. */
type Counting = {
  readonly definition: AchievementDefinition;
  readonly profileId: ProfileId;
  readonly cycle: Cycle;
  readonly today: CalendarDay;
  /** What was unlocked before, in any cycle. */
  readonly unlocks: readonly CycleUnlocks[];
};

type Days = Result<readonly StoredCountDay[], AddAchievementRefusal>;

const gain = async (
  deps: WriteDeps,
  counting: Counting,
  {
    day,
    count,
    over,
  }: { readonly day: CalendarDay; readonly count: number; readonly over: CalendarDay | null },
): Promise<Days> => {
  const { definition, cycle } = counting;
  const { id: definitionId } = definition;
  const { unlocked, climb } = await readHeld(deps, counting, day);
  const gained: StoredCountDay = { definitionId, day, gained: count, lost: 0 };
  const { peak } = climbOf([...climb.days, gained], climb.start);
  const due = levelsDue(definition, peak, unlocked, LEVELS_AT_ONCE + 1);
  if (unlockedAtOnce(due).length < due.length) return err(TOO_MANY_LEVELS);
  // It stops counting with the day after; a cycle that is over by then has stopped before.
  return ok(
    over !== null && isInCycle(cycle, over)
      ? [gained, { definitionId, day: over, gained: 0, lost: count }]
      : [gained],
  );
};

const correct = async (deps: WriteDeps, counting: Counting, count: number): Promise<Days> => {
  const { definition, today } = counting;
  const { unlocked, climb } = await readHeld(deps, counting, null);
  const taken = count <= climbOf(climb.days).score ? correctionOf(climb.days, count) : null;
  if (!taken) return err({ reason: "more_than_counted" });
  const { peak } = climbOf([...climb.days, ...taken].filter(({ day }) => day <= today));
  const { lost } = withoutLevelsAbove(definition, peak, unlocked.inCycle);
  if (lost.length > LEVELS_AT_ONCE) return err(TOO_MANY_LEVELS);
  return ok(taken.map((each) => ({ ...each, definitionId: definition.id })));
};

const TOO_MANY_LEVELS = { reason: "too_many_levels", max: LEVELS_AT_ONCE } as const;

/** What the cycle has counted, and what is unlocked; null: every day of it. */
const readHeld = async (
  deps: WriteDeps,
  { definition, profileId, cycle, today, unlocks }: Counting,
  changedFrom: CalendarDay | null,
) => {
  const own = unlocks.find((each) => each.cycle === cycle.from);
  const checkpoint = changedFrom === null ? null : (own?.checkpoint ?? null);
  const asked = { profileId, definitionId: definition.id, cycle, today, checkpoint, changedFrom };
  const [climb] = await readClimbs(deps, [asked]);
  return {
    climb: assertDefined(climb, "one climb for one cycle"),
    unlocked: {
      ever: unlockedInAny(unlocks.map(({ unlocked }) => unlocked)),
      inCycle: own?.unlocked ?? NOTHING_UNLOCKED,
    },
  };
};
