import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { recordTiers } from "./record-tiers.ts";

/**
 * Records every anniversary of a profile's tiers that has passed, and whatever else its programmes
 * have changed. Returns when the next anniversary is over, pending points count or devices are sent
 * its days again; null if never ([T8], [T15]).
 */
export const judgeTiers = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<Instant | null> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return null;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const change = {
    locked,
    commandId: null,
    transactionId: null,
    moved: new Set<never>(),
    movedFrom: null,
  };
  return (await recordTiers(deps, programme, change)).dueAt;
};
