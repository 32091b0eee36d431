import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import type { Account } from "#shared/ledger/account.ts";
import { entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft, EntrySource } from "#shared/ledger/entry.ts";
import { isExpired, type Lot, lotStamp } from "#shared/ledger/lot.ts";
import type { RedeemAttribution } from "./draft-redeem.ts";

/** A benefit that gets uses back. */
export type UsesBack = { readonly lot: Lot; readonly count: number };

/**
 * Drafts what gives benefits uses back that a redemption took ([N10]): to the benefits themselves,
 * because their codes and limits are theirs. One that has expired lasts to the end of the day.
 */
export const draftUsesBack = (
  account: Account,
  back: readonly UsesBack[],
  by: Omit<RedeemAttribution, "timezone"> & { readonly source: EntrySource },
  /** How many entries of the command come before. */
  firstIndex: number,
): readonly EntryDraft[] => {
  const drafts: EntryDraft[] = [];
  const add = (lot: Lot, part: Pick<EntryDraft, "kind" | "amount" | "expiresAt">): void => {
    const stamp = { ...by, timezone: lot.timezone };
    drafts.push({
      ...entryStamp(account, stamp, firstIndex + drafts.length),
      ...lotStamp(lot),
      ...part,
      valueCents: ZERO_CENTS,
    });
  };
  for (const { lot, count } of back) {
    add(lot, { kind: "reverse", amount: count, expiresAt: null });
    if (!isExpired(lot, by.occurredAt)) continue;
    const expiresAt = expiryOf(by.occurredAt, lot.timezone, TODAY);
    add(lot, { kind: "extend", amount: 0, expiresAt });
  }
  return drafts;
};

const TODAY = { period: 0, periodType: "days", absoluteExpiry: null } as const;
