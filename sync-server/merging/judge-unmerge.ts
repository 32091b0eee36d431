import { isDeepStrictEqual } from "node:util";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Account, type Outstanding, outstandingOf } from "#shared/ledger/account.ts";
import { addOutstanding, type OutstandingOfChains } from "#shared/ledger/outstanding-of-chains.ts";
import { mergedFieldsSchema } from "#shared/profile/merge-details.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  type DebtsOfChains,
  outstandingAmong,
  readDebts,
} from "#sync-server/ledger/debts-of-chains.ts";
import { findHolder } from "#sync-server/profile/find-holder.ts";
import { hasOtherEntryAfter } from "#sync-server/storage/ledger/entry-store.ts";
import type { MergeBody, ProfileMerge } from "#sync-server/storage/profile/merge-table.ts";
import { type ProfileRecord, readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Why a merge can't be undone, in order of precedence ([I8], [I22]). */
export type UnmergeProblem =
  | { readonly reason: "undone" }
  /** What it was merged into was itself merged since: that one would have to be undone first. */
  | { readonly reason: "merged_since" }
  | { readonly reason: "destination_gone" }
  /** Something of the merged part was spent or changed since. */
  | { readonly reason: "spent_since" }
  /** Another profile has got the loser's email or mobile phone since. */
  | { readonly reason: "contact_taken"; readonly holderId: ProfileId };

/** What every merge into a winner is judged by. */
export type UnmergeFacts = {
  readonly winner: ProfileRecord;
  readonly account: Account;
  /** All chains that the account is in. */
  readonly chainIds: readonly ProfileId[];
  readonly debts: DebtsOfChains;
};

/** Reads what every merge into a winner is judged by. */
export const readUnmergeFacts = async (
  deps: ReadDeps,
  winner: ProfileRecord,
  account: Account,
): Promise<UnmergeFacts> => {
  const chainIds = await readChainIds(deps, winner.id);
  return { winner, account, chainIds, debts: await readDebts(deps, chainIds) };
};

/** Whether a merge can be undone now. If it can: what the winner owes without it ([I8]). */
export const judgeUnmerge = async (
  deps: ReadDeps,
  { winner, account, chainIds, debts }: UnmergeFacts,
  { merge, loser }: { readonly merge: ProfileMerge; readonly loser: ProfileRecord },
): Promise<Result<readonly Outstanding[], UnmergeProblem>> => {
  if (merge.unmergedAt !== null) return err({ reason: "undone" });
  if (merge.profileId !== winner.id) return err({ reason: "merged_since" });
  if (!isLiving(winner.profileType)) return err({ reason: "destination_gone" });
  const { body } = merge;
  const merged = new Set(body.chains.map(({ profileId }) => profileId));
  const own = outstandingAmong(
    debts,
    chainIds.filter((id) => !merged.has(id)),
  );
  if (!isSumOf(account, own, body) || (await isSpent(deps, body))) {
    return err({ reason: "spent_since" });
  }
  const back = withoutMerged(winner, body);
  const { email, mobilePhone } = loser;
  const taken = await findHolder(deps, loser.id, { email, mobilePhone, identities: [] });
  const isFreed =
    (email === null || back.email !== email) &&
    (mobilePhone === null || back.mobilePhone !== mobilePhone);
  return taken && !(taken.holderId === winner.id && isFreed)
    ? err({ reason: "contact_taken", holderId: taken.holderId })
    : ok(own.outstanding);
};

/** Whether anything but expiries and extensions has happened to the loser's part since. */
const isSpent = async (deps: ReadDeps, { chains }: MergeBody): Promise<boolean> => {
  for (const { profileId, version: sequence } of chains) {
    if (await hasOtherEntryAfter(deps, { profileId, sequence }, ["expire", "extend"])) return true;
  }
  return false;
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
