import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** A profile's account, locked for this transaction, with what goes with every entry on it. */
export type LockedAccount = {
  readonly account: Account;
  /** domain.md §3.2: `deleted` among others. */
  readonly profileType: string;
  /** The scope of the profile's facts in the feed. */
  readonly region: string;
  readonly homeLocationId: LocationId | null;
};

/**
 * Locks a profile's account until the end of the transaction and reads it with its open lots; null
 * when there is no such profile. Its cost does not grow with the number of entries ([L9]).
 */
export const lockAccount = async (
  _deps: WriteDeps,
  _profileId: ProfileId,
): Promise<LockedAccount | null> => {
  throw new Error("not built yet");
};

/** The account with its open lots as they stand; empty for a profile without entries. No lock. */
export const readAccount = async (_deps: ReadDeps, _profileId: ProfileId): Promise<Account> => {
  throw new Error("not built yet");
};
