import type { ProfileId } from "#shared/kernel/ids.ts";
import { earlier } from "#shared/kernel/time.ts";
import { foldOutstanding, type Outstanding } from "./account.ts";
import type { LedgerEntry } from "./entry.ts";

/** An entry with its place among those of all chains: a clock may go back, this can't. */
export type NumberedEntry = LedgerEntry & { readonly number: number };

/** That one account became a part of another. */
export type JoinedAccounts = {
  readonly winnerId: ProfileId;
  readonly loserId: ProfileId;
  /** The number of the last entry of either by then; 0 if there was none. */
  readonly entriesUntil: number;
};

export type OutstandingOfChains = {
  readonly outstanding: readonly Outstanding[];
  /** Whether an entry paid more than these chains owed: then it paid what another one did. */
  readonly isOverpaid: boolean;
};

/**
 * What an account of several chains owes, from their `shortfall` and `recover` entries and from
 * when they were joined, both in order (profile/SPEC.md [I4]). Until then each pays only its own.
 */
export const outstandingOfChains = (
  entries: readonly NumberedEntry[],
  joined: readonly JoinedAccounts[],
): OutstandingOfChains => {
  let isOverpaid = false;
  const owners = new Map<ProfileId, ProfileId>();
  const owed = new Map<ProfileId, readonly Outstanding[]>();
  const of = (id: ProfileId) => owed.get(id) ?? [];
  const waiting = [...joined];
  const joinUntil = (number: number) => {
    for (let next = waiting[0]; next && next.entriesUntil < number; next = waiting[0]) {
      waiting.shift();
      const { winnerId, loserId } = next;
      for (const [chainId, id] of owners) if (id === loserId) owners.set(chainId, winnerId);
      owners.set(loserId, winnerId);
      owed.set(winnerId, addOutstanding(of(winnerId), of(loserId)));
      owed.delete(loserId);
    }
  };
  for (const entry of entries) {
    joinUntil(entry.number);
    const ownerId = owners.get(entry.profileId) ?? entry.profileId;
    const after = foldOutstanding(of(ownerId), entry);
    isOverpaid ||= after.some(({ amount }) => amount < 0);
    owed.set(ownerId, after);
  }
  joinUntil(Infinity);
  return { outstanding: [...owed.values()].reduce(addOutstanding, []), isOverpaid };
};

/** What two accounts owe together: the amounts, since the earlier of the two times. */
export const addOutstanding = (
  own: readonly Outstanding[],
  theirs: readonly Outstanding[],
): readonly Outstanding[] => {
  const sum = [...own];
  for (const owed of theirs) {
    const index = sum.findIndex(
      (each) => each.unit === owed.unit && each.definitionId === owed.definitionId,
    );
    const before = sum[index];
    if (!before) sum.push(owed);
    else {
      const amount = before.amount + owed.amount;
      sum[index] = { ...before, amount, since: earlier(before.since, owed.since) };
    }
  }
  return sum;
};
