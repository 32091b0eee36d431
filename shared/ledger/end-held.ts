import { type Cents, negateCents } from "#shared/kernel/money.ts";
import type { Account } from "./account.ts";
import { type Attribution, entryStamp } from "./attribution.ts";
import type { EntryDraft } from "./entry.ts";
import { type Lot, lotStamp } from "./lot.ts";

/**
 * Drafts an `adjust` entry that takes what is left of each lot: nobody can spend it any more
 * (profile/SPEC.md [I16]). `worthOf` gives the money value of what is left.
 */
export const draftEndHeld = (
  account: Account,
  request: Omit<Attribution, "timezone"> & { readonly worthOf: (lot: Lot) => Cents },
): readonly EntryDraft[] =>
  account.lots
    .filter((lot) => lot.remaining > 0)
    .map((lot, index) => ({
      ...entryStamp(account, { ...request, timezone: lot.timezone }, index),
      ...lotStamp(lot),
      kind: "adjust",
      amount: -lot.remaining,
      valueCents: negateCents(request.worthOf(lot)),
      expiresAt: null,
    }));
