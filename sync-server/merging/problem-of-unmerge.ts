import { isDeepStrictEqual } from "node:util";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { type Account, outstandingOf } from "#shared/ledger/account.ts";
import { addOutstanding, type OutstandingOfChains } from "#shared/ledger/outstanding-of-chains.ts";
import { mergedFieldsSchema } from "#shared/profile/merge-details.ts";
import { readOutstandingOfChains } from "#sync-server/ledger/read-outstanding-of-chains.ts";
import { findDuplicate } from "#sync-server/profile/find-duplicate.ts";
import { readEntriesAfter } from "#sync-server/storage/ledger/entry-store.ts";
import type { MergeBody, ProfileMerge } from "#sync-server/storage/profile/merge-table.ts";
import { type ProfileRecord, readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Why a merge can't be undone any more, in order of precedence ([I8]). */
export type UnmergeProblem =
  /** Something of the merged part was spent or changed since. */
  | { readonly reason: "spent_since" }
  /** Another profile has got the loser's email or mobile phone since. */
  | { readonly reason: "contact_taken"; readonly holderId: ProfileId };

/** Why a merge can't be undone; null if it can. The winner is there and wasn't merged since. */
export const problemOfUnmerge = async (
  deps: ReadDeps,
  {
    merge: { body },
    winner,
    loser,
  }: {
    readonly merge: ProfileMerge;
    readonly winner: ProfileRecord;
    readonly loser: ProfileRecord;
  },
  account: Account,
): Promise<UnmergeProblem | null> => {
  const own = await outstandingWithout(deps, winner.id, body);
  if (!isSumOf(account, own, body) || (await isSpent(deps, body))) {
    return { reason: "spent_since" };
  }
  const back = withoutMerged(winner, body);
  const { email, mobilePhone } = loser;
  const taken = await findDuplicate(deps, loser.id, { email, mobilePhone, identities: [] });
  const isFreed =
    (email === null || back.email !== email) &&
    (mobilePhone === null || back.mobilePhone !== mobilePhone);
  return taken && !(taken.holderId === winner.id && isFreed)
    ? { reason: "contact_taken", holderId: taken.holderId }
    : null;
};

/** Whether anything but expiries and extensions has happened to the loser's part since. */
const isSpent = async (deps: ReadDeps, { chains }: MergeBody): Promise<boolean> => {
  for (const { profileId, version: sequence } of chains) {
    const since = await readEntriesAfter(deps, profileId, { sequence, limit: ENTRIES_MAX });
    if (since.some(({ kind }) => kind !== "expire" && kind !== "extend")) return true;
  }
  return false;
};

/** What the winner owes without the merged part. */
export const outstandingWithout = async (
  deps: ReadDeps,
  winnerId: ProfileId,
  { chains }: MergeBody,
): Promise<OutstandingOfChains> => {
  const merged = new Set(chains.map(({ profileId }) => profileId));
  const ownIds = (await readChainIds(deps, winnerId)).filter((id) => !merged.has(id));
  return readOutstandingOfChains(deps, ownIds);
};

/** Whether the account owes what both do apart: otherwise one has paid what the other owed. */
const isSumOf = (
  account: Account,
  own: OutstandingOfChains,
  { outstanding }: MergeBody,
): boolean => {
  const sum = addOutstanding(own.outstanding, outstanding);
  return (
    !own.isOverpaid &&
    sum.length === account.outstanding.length &&
    sum.every((owed) => outstandingOf(account, owed) === owed.amount)
  );
};

/** More than any number of lots can have expired in between. */
const ENTRIES_MAX = 100_000;

/** The winner without what the merge had filled in and nobody has changed since. */
export const withoutMerged = (
  winner: ProfileRecord,
  { before, after }: MergeBody,
): ProfileRecord => {
  const filled = Object.entries(after).map(([name]) => name);
  const unchanged = mergedFieldsSchema
    .keyof()
    .options.filter(
      (name) => filled.includes(name) && isDeepStrictEqual(winner[name], after[name]),
    );
  const back = Object.fromEntries(unchanged.map((name) => [name, before[name]]));
  return { ...winner, ...definedFields(mergedFieldsSchema.partial().parse(back)) };
};
