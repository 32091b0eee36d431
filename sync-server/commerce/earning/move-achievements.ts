import type { AchievementMovement } from "#shared/incentive/achievements/achievement-movement.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { type CommandId, type ProfileId, transactionIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Subject } from "#sync-server/commerce/find-sale.ts";
import { type Counted, recountTransaction } from "#sync-server/commerce/recount-transaction.ts";
import {
  foreseeAchievements,
  type RecordedAchievements,
  recordAchievements,
} from "#sync-server/incentive/achievements/record-achievements.ts";
import { type LockedAccount, lockAccounts } from "#sync-server/ledger/load-account.ts";
import { writeTransactionCounts } from "#sync-server/storage/incentive/achievements/achievement-count-store.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** A transaction that has just been written. */
type Written = Counted & {
  readonly commandId: CommandId;
  /**
   * Every account that holds something of it, locked. One that only counted it, because a merge was
   * undone since ([I8]), is locked here.
   */
  readonly accounts: Map<ProfileId, LockedAccount>;
};

/**
 * Counts a transaction that has been written for the achievements of the profiles that hold its
 * points, and unlocks what is reached by it ([M1], [M2], [M4]). Says what happened to each
 * profile's achievements, as far as the profile may see it, and what was issued. Does nothing if no
 * achievements are defined.
 */
export const moveAchievements = async (
  deps: WriteDeps,
  written: Written,
): Promise<ReadonlyMap<ProfileId, Omit<RecordedAchievements, "locked">>> => {
  const moved = new Map<ProfileId, RecordedAchievements>();
  const { programme, accounts, commandId } = written;
  if (programme.definitions.achievement.length === 0) return moved;
  const { daysOf, profiles, zone, rows } = await recountLocked(deps, written);
  await writeTransactionCounts(deps, rows);
  for (const [profileId, days] of daysOf) {
    const locked = assertDefined(accounts.get(profileId), "an account that counts is locked");
    const profile =
      profiles.get(profileId) ??
      assertDefined((await readProfileRecords(deps, [profileId]))[0], "a holder is a profile");
    const counted = {
      programme,
      locked,
      profile,
      zone,
      days,
      commandId,
      transactionId: written.id,
    };
    const recorded = await recordAchievements(deps, counted);
    accounts.set(profileId, recorded.locked);
    moved.set(profileId, recorded);
  }
  return moved;
};

/** Counts again after locking each further account, whose counts might have moved until then. */
const recountLocked = async (
  deps: WriteDeps,
  written: Written,
): Promise<Awaited<ReturnType<typeof recountTransaction>>> => {
  const { accounts } = written;
  for (;;) {
    const recounted = await recountTransaction(deps, written);
    const unlocked = new Set(recounted.daysOf.keys()).difference(accounts);
    if (unlocked.size === 0) return recounted;
    const locked = await lockAccounts(deps, unlocked);
    assert(unlocked.isSubsetOf(locked), "a count belongs to a known profile");
    for (const [profileId, account] of locked) accounts.set(profileId, account);
  }
};

/** The number of a transaction that isn't written: it would come after all others. */
const UNWRITTEN = transactionIdSchema.parse(Number.MAX_SAFE_INTEGER);

/**
 * What `moveAchievements` would say happens to a profile's achievements if this transaction were
 * written now ([Q7]). Writes nothing.
 */
export const achievementsAfter = async (
  deps: ReadDeps & { readonly now: Instant },
  programme: Programme,
  {
    profile,
    subject,
    decision,
  }: {
    readonly profile: ProfileRecord;
    readonly subject: Subject;
    readonly decision: Counted["decision"];
  },
): Promise<readonly AchievementMovement[]> => {
  if (programme.definitions.achievement.length === 0) return [];
  const unwritten = { profile, supposed: subject.supposed ?? {} };
  const counted = { ...subject, programme, id: UNWRITTEN, decision, unwritten };
  const { daysOf, zone } = await recountTransaction(deps, counted);
  const days = daysOf.get(profile.id) ?? [];
  return foreseeAchievements(deps, { programme, profile, zone, days });
};
