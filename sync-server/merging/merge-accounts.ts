import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Account, Outstanding } from "#shared/ledger/account.ts";
import { addOutstanding } from "#shared/ledger/outstanding-of-chains.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { setLotsDue } from "#sync-server/ledger/lots-due.ts";
import {
  countMergedEntries,
  readChainHeads,
  setAccountFreeze,
  updateAccount,
} from "#sync-server/storage/ledger/account-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Makes the loser's account a part of the winner's ([I3], [I4]). Nothing is written to a chain. The
 * lots must have been moved. Returns the winner's account.
 */
export const mergeAccounts = async (
  deps: WriteDeps,
  winner: LockedAccount,
  loser: LockedAccount,
): Promise<LockedAccount> => {
  const { account } = winner;
  const lots = [...account.lots, ...loser.account.lots];
  const outstanding = addOutstanding(account.outstanding, loser.account.outstanding);
  const freeze = account.freeze ?? loser.account.freeze;
  const mergedEntries = winner.mergedEntries + loser.account.version;
  const version = account.version + loser.account.version;
  await writeOutstanding(deps, account, outstanding);
  await writeOutstanding(deps, loser.account, []);
  await countMergedEntries(deps, account.profileId, mergedEntries);
  if (freeze !== account.freeze) await setAccountFreeze(deps, account.profileId, freeze);
  await setLotsDue(deps, account.profileId, lots, null);
  await setLotsDue(deps, loser.account.profileId, [], null);
  const after: Account = { ...account, version, lots, outstanding, freeze };
  return { ...winner, mergedEntries, account: after };
};

/** Writes what an account owes; its own chain ends where it did. */
export const writeOutstanding = async (
  deps: WriteDeps,
  { profileId }: { readonly profileId: ProfileId },
  outstanding: readonly Outstanding[],
): Promise<void> => {
  for (const head of await readChainHeads(deps, [profileId])) {
    await updateAccount(deps, { ...head, outstanding }, deps.now);
  }
};
