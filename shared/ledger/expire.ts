import { type Cents, negateCents } from "#shared/kernel/money.ts";
import type { Account } from "./account.ts";
import { type Attribution, entryStamp } from "./attribution.ts";
import type { EntryDraft } from "./entry.ts";
import { isExpired, type Lot, lotStamp } from "./lot.ts";

/**
 * Drafts one `expire` entry for each lot that has expired by `occurredAt` and still holds something
 * (SPEC.md [L7]). Balances don't wait for it: an expired lot can't be spent from the second it
 * expires. `worthOf` gives the money value of what is left in a lot. Each entry keeps its lot's
 * time zone.
 */
export const draftExpire = (
  account: Account,
  request: Omit<Attribution, "timezone"> & { readonly worthOf: (lot: Lot) => Cents },
): readonly EntryDraft[] =>
  account.lots
    .filter((lot) => lot.remaining > 0 && isExpired(lot, request.occurredAt))
    .map((lot, index) => ({
      ...entryStamp(account, { ...request, timezone: lot.timezone }, index),
      ...lotStamp(lot),
      kind: "expire",
      amount: -lot.remaining,
      valueCents: negateCents(request.worthOf(lot)),
      expiresAt: null,
    }));
