import { z } from "zod";
import { cycleOf, isInCycle } from "#shared/incentive/achievement-cycle.ts";
import {
  levelsDue,
  NOTHING_UNLOCKED,
  unlockedInAny,
} from "#shared/incentive/achievement-levels.ts";
import { climbOf, correctionOf } from "#shared/incentive/achievement-progress.ts";
import { isFor } from "#shared/incentive/audience.ts";
import { HUNDREDTHS } from "#shared/incentive/point.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { dayAfter } from "#shared/kernel/calendar-day.ts";
import {
  type CommandId,
  type DefinitionId,
  definitionIdSchema,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { textsIn } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  dayIn,
  firstInstantOf,
  instantAfter,
  lastInstantOf,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { readCountDays, type StoredCountDay } from "#sync-server/storage/achievement-day-store.ts";
import { readUnlocks } from "#sync-server/storage/achievement-unlock-store.ts";
import type { DefinitionRecord } from "#sync-server/storage/definition-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { findDefinitionToIssue } from "./find-definition.ts";
import { programmeOf } from "./load-programme.ts";
import { meterManualIssue } from "./meter-manual-issue.ts";
import { LEVELS_AT_ONCE, recordAchievements } from "./record-achievements.ts";

/** A count to add by hand (DOMAIN §10.3). */
export type NewCount = {
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
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "not_for_profile" }
  | { readonly reason: "issued_in_future" }
  | { readonly reason: "outside_window" }
  | { readonly reason: "expires_before_issue" }
  /** A correction takes more than was counted. */
  | { readonly reason: "more_than_counted" }
  /** It would unlock more levels than one request may. */
  | { readonly reason: "too_many_levels"; readonly max: number }
  | TooManyAnHour;

const addedSchema = z.object({ definitionId: definitionIdSchema });
type Added = z.infer<typeof addedSchema>;

/**
 * Counts something by hand and unlocks what it reaches. The same request under the same key gets the
 * first answer.
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
  const found = await findDefinitionToIssue(deps, "achievement", { id: definitionId });
  if (!found?.definition.isPublished || found.definition.isArchived) {
    return err({ reason: "definition_unknown" });
  }
  const days = await daysOf(deps, locked, found, input);
  if (!days.ok) return days;
  const metered = await meterManualIssue(deps, locked, commandId);
  if (!metered.ok) return metered;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const isCorrection = input.count < 0;
  const counted = { programme, locked, days: days.value, commandId, isCorrection };
  await recordAchievements(deps, counted);
  return ok({ definitionId });
};

/** What it does to the profile's days, or why it can't be done. */
const daysOf = async (
  deps: WriteDeps,
  { account: { profileId } }: LockedAccount,
  { definition }: DefinitionRecord<"achievement">,
  input: NewCount,
): Promise<Result<readonly StoredCountDay[], AddAchievementRefusal>> => {
  const [read] = await readProfileRecords(deps, [profileId]);
  const profile = assertDefined(read, "a locked account has a profile");
  const { region, extra } = profile;
  if (!isFor(definition, { region, statuses: textsIn(extra, "statuses") })) {
    return err({ reason: "not_for_profile" });
  }
  const { id: definitionId, startsAt, endsAt } = definition;
  const zone = definition.timezone ?? (await readTenantZone(deps));
  const at = input.issuedAt === null ? deps.now : firstInstantOf(input.issuedAt, zone);
  const expiresAt = input.expiresAt === null ? null : lastInstantOf(input.expiresAt, zone);
  if (at > deps.now) return err({ reason: "issued_in_future" });
  const isOpen =
    (startsAt === null || firstInstantOf(startsAt, zone) <= at) &&
    (endsAt === null || at < instantAfter(endsAt, zone));
  if (!isOpen) return err({ reason: "outside_window" });
  if (expiresAt !== null && expiresAt < at) return err({ reason: "expires_before_issue" });

  const day = dayIn(at, zone);
  const today = dayIn(deps.now, zone);
  const cycle = cycleOf(definition, day, dayIn(profile.joinedAt ?? profile.createdAt, zone));
  const tomorrow = dayAfter(today);
  const before = cycle.before !== null && cycle.before < tomorrow ? cycle.before : tomorrow;
  const span = { profileId, definitionId, from: cycle.from, before };
  const held = await readCountDays(deps, [span]);
  const count = input.count * HUNDREDTHS;
  if (count < 0) {
    const taken = -count <= climbOf(held).score ? correctionOf(held, -count) : null;
    return taken
      ? ok(taken.map((each) => ({ ...each, definitionId })))
      : err({ reason: "more_than_counted" });
  }
  const gained: StoredCountDay = { definitionId, day, gained: count, lost: 0 };
  const peak = climbOf([...held, gained]).peak;
  const unlocks = (await readUnlocks(deps, [profileId])).filter(
    (each) => each.definitionId === definitionId,
  );
  const due = levelsDue(
    definition,
    peak,
    {
      ever: unlockedInAny(unlocks.map(({ unlocked }) => unlocked)),
      inCycle: unlocks.find((each) => each.cycle === cycle.from)?.unlocked ?? NOTHING_UNLOCKED,
    },
    LEVELS_AT_ONCE + 1,
  );
  if (due.length > LEVELS_AT_ONCE) return err({ reason: "too_many_levels", max: LEVELS_AT_ONCE });
  // It stops counting with the day after; a cycle that is over by then has stopped before.
  const over = expiresAt === null ? null : dayAfter(dayIn(expiresAt, zone));
  return ok(
    over !== null && isInCycle(cycle, over)
      ? [gained, { definitionId, day: over, gained: 0, lost: count }]
      : [gained],
  );
};
