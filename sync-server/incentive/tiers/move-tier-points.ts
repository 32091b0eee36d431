import { POINT_USES } from "#shared/incentive/points/point.ts";
import { mayBeSettled } from "#shared/incentive/tiers/take-checkpoint.ts";
import { sumTierDays, tierDayOf } from "#shared/incentive/tiers/tier-facts.ts";
import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { recordIssued } from "#sync-server/incentive/points/issued-events.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { addTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import { forgetTierCheckpoints } from "#sync-server/storage/incentive/tiers/tier-standing-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { type MovedTierDay, type RecordedTiers, recordTiers } from "./record-tiers.ts";

/** What a transaction has earned, on whose account, and when. */
type Share = {
  readonly holder: ProfileId | null;
  readonly earned: readonly { readonly definitionId: DefinitionId; readonly points: number }[];
  readonly at: Instant;
};

/** What a transaction had earned, if it was known, and what it earns now. */
type EarnedChange = { readonly was: Share | null; readonly is: Share };

/**
 * Adds the tier points of a transaction and its returns to the days on which each happened, and
 * takes away what they had added before ([T2]). Then records what that does to the holders' tiers,
 * and returns it, with what was issued for it. Their accounts are locked.
 */
export const moveTierPoints = async (
  deps: WriteDeps,
  move: {
    readonly programme: Programme;
    readonly changes: readonly EarnedChange[];
    /** Gets what is issued. */
    readonly accounts: Map<ProfileId, LockedAccount>;
    readonly commandId: CommandId;
    /** The transaction that was written. */
    readonly id: TransactionId;
  },
): Promise<ReadonlyMap<ProfileId, Pick<RecordedTiers, "movements" | "lotIds">>> => {
  const moved = new Map<ProfileId, RecordedTiers>();
  const { programme, changes, accounts, commandId, id: transactionId } = move;
  if (tierPointsIn(programme).length === 0) return moved;
  const zone = await readTenantZone(deps);
  for (const [profileId, locked] of accounts) {
    const days = tierDaysMoved(programme, changes, profileId, zone);
    if (days.length === 0) continue;
    const issued = days.map(({ definitionId, gained, lost }) => ({
      definitionId,
      points: gained - lost,
    }));
    const by = { transactionId, profileId, commandId };
    recordIssued(deps, "transaction.tier-points.issued", issued, by);
    const change = { locked, commandId, transactionId, days, zone };
    const recorded = await addToTierDays(deps, programme, change);
    accounts.set(profileId, recorded.locked);
    moved.set(profileId, recorded);
  }
  return moved;
};

/**
 * Adds tier points to days of a profile whose account is locked, and records what that does to its
 * tiers.
 */
export const addToTierDays = async (
  deps: WriteDeps,
  programme: Programme,
  change: {
    readonly locked: LockedAccount;
    readonly commandId: CommandId;
    /** Null if they are moved by hand. */
    readonly transactionId: TransactionId | null;
    readonly days: readonly MovedTierDay[];
    readonly zone: TimeZone;
  },
): Promise<RecordedTiers> => {
  const { locked, commandId, transactionId, days, zone } = change;
  const { profileId } = locked.account;
  await addTierDays(deps, profileId, days);
  const [movedFrom = null] = days.map(({ day }) => day).sort();
  if (movedFrom !== null && mayBeSettled(movedFrom, dayIn(deps.now, zone))) {
    await forgetTierCheckpoints(deps, profileId);
  }
  const moved = new Set(days.map((day) => day.definitionId));
  return recordTiers(deps, programme, { locked, commandId, transactionId, moved, movedFrom });
};

/** What changes to transactions do to the days of one profile ([T2]). */
export const tierDaysMoved = (
  programme: Programme,
  changes: readonly EarnedChange[],
  profileId: ProfileId,
  zone: TimeZone,
): readonly MovedTierDay[] => {
  const shares = changes.flatMap(({ was, is }) => [
    ...(was ? [{ ...was, sign: -1 as const }] : []),
    { ...is, sign: 1 as const },
  ]);
  const held = shares.filter(({ holder }) => holder === profileId);
  return tierPointsIn(programme).flatMap(({ id }) => {
    const moves = held.flatMap(({ earned, at, sign }) =>
      earned
        .filter(({ definitionId }) => definitionId === id)
        .map(({ points }) => tierDayOf({ at, points, sign }, zone)),
    );
    return sumTierDays(moves).map((day) => ({ ...day, definitionId: id }));
  });
};

const tierPointsIn = ({ definitions }: Programme) =>
  definitions.point.filter(({ use }) => !POINT_USES[use].areHeldInLots);
