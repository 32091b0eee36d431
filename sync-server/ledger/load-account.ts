import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import {
  type HeldAccount,
  insertAccount,
  readAccounts,
  readHeldAccount,
} from "#sync-server/storage/ledger/account-store.ts";
import { lockProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** A profile's account, locked for this transaction, with what every entry on it needs. */
export type LockedAccount = HeldAccount & { readonly account: Account };

/**
 * Locks a profile with its account until the end of the transaction and reads it with its open
 * lots; null if there is no such profile. The cost doesn't grow with the number of entries ([L9]).
 */
export const lockAccount = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<LockedAccount | null> => {
  // Sent together; the database runs them in this order. Anything read by the statement that waits
  // for the lock might have been changed by its previous holder.
  const [, held] = await Promise.all([
    lockProfile(deps, profileId),
    readHeldAccount(deps, profileId),
  ]);
  if (!held) return null;
  if (held.account) return { ...held, account: held.account };
  // Its first entry creates the account.
  await insertAccount(deps, profileId);
  return { ...held, account: emptyAccount(profileId) };
};

/** Locks several profiles with their accounts, in the order of their ids ([L17]). */
export const lockAccounts = async (
  deps: WriteDeps,
  profileIds: Iterable<ProfileId | null>,
): Promise<ReadonlyMap<ProfileId, LockedAccount>> => {
  const accounts = new Map<ProfileId, LockedAccount>();
  for (const profileId of [...new Set(profileIds)].sort()) {
    const locked = profileId === null ? null : await lockAccount(deps, profileId);
    if (locked) accounts.set(locked.account.profileId, locked);
  }
  return accounts;
};

/** The current account with its open lots; empty for a profile without entries. Doesn't lock. */
export const readAccount = async (deps: ReadDeps, profileId: ProfileId): Promise<Account> => {
  const [account] = await readAccounts(deps, [profileId]);
  return account ?? emptyAccount(profileId);
};
