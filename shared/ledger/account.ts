import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import {
  type DefinitionId,
  definitionIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { type EntryDraft, type Unit, unitSchema } from "./entry.ts";
import { ENTRY_KINDS, isSignRight } from "./entry-kind.ts";
import { freezeSchema } from "./freeze.ts";
import { CHAIN_START } from "./hash-chain.ts";
import { foldLot, type Lot, lotSchema, openLot } from "./lot.ts";

/**
 * Value that was honoured although the account didn't hold it, and that hasn't been recovered yet
 * (SPEC.md [L5]).
 */
export const outstandingSchema = z.object({
  unit: unitSchema,
  definitionId: definitionIdSchema.nullable(),
  amount: z.int().positive(),
  /** When the first of it was honoured. Paying back a part doesn't change that. */
  since: instantSchema,
});
export type Outstanding = z.infer<typeof outstandingSchema>;

/**
 * The sum of a profile's entries: a projection that can be rebuilt from the entries alone (SPEC.md
 * [L4]), and whether head office has frozen it. It holds every lot with something left, expired or
 * not; decisions read nothing else.
 */
export const accountSchema = z.object({
  profileId: profileIdSchema,
  /** The number of entries so far, which is also the last `sequence`. */
  version: z.int().min(0),
  /** The hash of the last entry. */
  headHash: z.string().length(64),
  lots: z.array(lotSchema).readonly(),
  outstanding: z.array(outstandingSchema).readonly(),
  /** Null unless it is frozen. No entry says so, because a freeze moves no value. */
  freeze: freezeSchema.nullable(),
});
export type Account = z.infer<typeof accountSchema>;

/** The account of a profile without entries. */
export const emptyAccount = (profileId: ProfileId): Account => ({
  profileId,
  version: 0,
  headHash: CHAIN_START,
  lots: [],
  outstanding: [],
  freeze: null,
});

/**
 * Applies drafts to an account ([L3], [L4]). Leaves the head hash as it is: hashing needs the
 * recording time, which only the server has. Lots that are used up leave the account.
 */
export const foldAccount = (drafts: readonly EntryDraft[], account: Account): Account =>
  withoutUsedUp(foldEntries(drafts, account));

/** The same, with the lots that the drafts use up, so that what they change can be written. */
export const foldEntries = (drafts: readonly EntryDraft[], account: Account): Account =>
  drafts.reduce(foldEntry, account);

/** An account without the lots that have nothing left. */
export const withoutUsedUp = (account: Account): Account => ({
  ...account,
  lots: account.lots.filter((lot) => lot.remaining > 0),
});

const foldEntry = (account: Account, draft: EntryDraft): Account => {
  const { entryId, kind, amount } = draft;
  assert(isSignRight(kind, amount), `entry ${entryId} has the wrong sign: ${kind} of ${amount}`);
  const outstanding = foldOutstanding(account.outstanding, draft);
  assert(
    outstanding.every((owed) => owed.amount > 0),
    `entry ${entryId} recovered more than was outstanding`,
  );
  return {
    ...account,
    version: account.version + 1,
    lots: foldLots(account.lots, draft),
    outstanding,
  };
};

const foldLots = (lots: readonly Lot[], draft: EntryDraft): readonly Lot[] => {
  const held = lots.find((lot) => lot.lotId === draft.lotId);
  if (!held) {
    assert(
      draft.amount > 0,
      `entry ${draft.entryId} takes from lot ${draft.lotId}, which holds nothing`,
    );
    return [...lots, openLot(draft)];
  }
  const changed = foldLot(held, draft);
  assert(changed.remaining >= 0, `entry ${draft.entryId} takes more than lot ${draft.lotId} holds`);
  return lots.map((lot) => (lot === held ? changed : lot));
};

/**
 * What is outstanding after one more entry ([L5]). Doesn't check the entry: one that recovers too
 * much leaves an amount below zero.
 */
export const foldOutstanding = (
  outstanding: readonly Outstanding[],
  entry: EntryDraft,
): readonly Outstanding[] => {
  const owed = owedBy(entry, (owing) => outstanding.some((each) => isSame(each, owing)));
  if (owed === null) return outstanding;
  const { unit, definitionId, change } = owed;
  const before = outstanding.find((each) => isSame(each, owed));
  const others = outstanding.filter((each) => each !== before);
  const amount = (before?.amount ?? 0) + change;
  const since = before?.since ?? entry.occurredAt;
  return amount === 0 ? others : [...others, { unit, definitionId, amount, since }];
};

/** What is owed: an amount of a unit, as issued by a definition. */
export type Owing = { readonly unit: Unit; readonly definitionId: DefinitionId | null };

/**
 * How an entry changes what is outstanding; null if it doesn't ([L5]). A shortfall adds to its own
 * unit and definition; a recovery subtracts from them. If none of that is outstanding, the
 * recovery's money value pays off what was honoured in money instead.
 */
const owedBy = (
  entry: EntryDraft,
  isOwed: (owing: Owing) => boolean,
): (Owing & { readonly change: number }) | null => {
  const { unit, definitionId, amount } = entry;
  const own = { unit, definitionId, change: amount };
  switch (ENTRY_KINDS[entry.kind].outstanding) {
    case "keeps":
      return null;
    case "adds":
      return own;
    case "recovers":
      return isOwed(entry) ? own : { ...HONOURED, change: entry.valueCents };
  }
};

/** How much of it an account owes; 0 if nothing. */
export const outstandingOf = (account: Account, owing: Owing): number =>
  account.outstanding.find((owed) => isSame(owed, owing))?.amount ?? 0;

/** What redemptions were honoured for beyond what the account held: cents, under no definition. */
export const HONOURED = { unit: "reward", definitionId: null } as const satisfies Owing;

const isSame = (a: Owing, b: Owing): boolean =>
  a.unit === b.unit && a.definitionId === b.definitionId;
