import { assertDefined } from "#shared/kernel/assert.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import type { ProfileType } from "#shared/profile/profile-type.ts";
import {
  insertAccount,
  lockAccountHead,
  lockHolder,
  readAccounts,
} from "#sync-server/storage/account-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * A profile's account, locked for this transaction, with the context that every entry on it needs.
 */
export type LockedAccount = {
  readonly account: Account;
  readonly profileType: ProfileType;
  /** The scope of the profile's facts in the feed. */
  readonly region: string;
  readonly homeLocationId: LocationId | null;
  /** For `programmeOf`; null if nothing was ever defined. */
  readonly programmeVersion: string | null;
};

/**
 * Locks a profile's account until the end of the transaction and reads it with its open lots; null
 * if there is no such profile. The cost doesn't grow with the number of entries ([L9]).
 */
export const lockAccount = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<LockedAccount | null> => {
  const found = await lockAndRead(deps, profileId);
  const { head, holder } = found.head ? found : await openAccount(deps, profileId);
  if (!head) return null;
  const { lots, ...rest } = assertDefined(holder, "an account has a profile");
  return { ...rest, account: { ...head, lots } };
};

/**
 * Sent together; the database runs them in this order. Anything read before the lock might be
 * changed by the previous holder.
 */
const lockAndRead = async (deps: WriteDeps, profileId: ProfileId) => {
  const [head, holder] = await Promise.all([
    lockAccountHead(deps, profileId),
    lockHolder(deps, profileId),
  ]);
  return { head, holder };
};

/** The first entry of a profile creates its account; of two at once, one waits for the other. */
const openAccount = async (deps: WriteDeps, profileId: ProfileId) => {
  await insertAccount(deps, profileId);
  return lockAndRead(deps, profileId);
};

/** The current account with its open lots; empty for a profile without entries. Doesn't lock. */
export const readAccount = async (deps: ReadDeps, profileId: ProfileId): Promise<Account> => {
  const [account] = await readAccounts(deps, [profileId]);
  return account ?? emptyAccount(profileId);
};
