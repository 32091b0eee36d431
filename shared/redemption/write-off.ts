import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Account, type Owing, outstandingOf } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { type Lot, lotStamp } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";

/**
 * Why something is given up: by head office; or by a return, because it left somebody owing more
 * points than their definition lets them (`debt_max`, incentive/SPEC.md [P11]), or because points
 * that it takes back had expired unused (`expired`, [P5]); or because the person was erased
 * (`erased`, profile [I16]).
 */
export const writeOffReasonSchema = z.enum([
  "goodwill",
  "mistake",
  "fraud",
  "uncollectable",
  "debt_max",
  "expired",
  "erased",
]);
/** The reasons that head office can give. */
export const givenReasonSchema = writeOffReasonSchema.exclude(["debt_max", "expired", "erased"]);
export type WriteOffReason = z.infer<typeof writeOffReasonSchema>;

/** The lot of a shortfall, and how much of it could still be written off. */
export type OpenShortfall = { readonly lot: Lot; readonly open: number };

/** Why nothing is written off, in order of precedence. */
export type WriteOffDecisionRefusal =
  | { readonly reason: "amount_not_positive" }
  | { readonly reason: "more_than_owed"; readonly owed: number };

/**
 * Decides writing off a part or all of what a profile owes ([O1], [O2]). A `write_off` entry adds
 * the amount to the lot of a shortfall and a `recover` entry takes it again at once, so lots still
 * add up to their entries and the shortfall is settled. `shortfalls` are those of this unit and
 * definition: the first is written off first.
 */
export const decideWriteOff = (
  account: Account,
  shortfalls: readonly OpenShortfall[],
  { owing, amount }: { readonly owing: Owing; readonly amount: number },
  by: Omit<Attribution, "timezone"> & { readonly worthOf: (amount: number) => Cents },
): Result<readonly EntryDraft[], WriteOffDecisionRefusal> => {
  const owed = outstandingOf(account, owing);
  if (amount <= 0) return err({ reason: "amount_not_positive" });
  if (amount > owed) return err({ reason: "more_than_owed", owed });
  const { worthOf } = by;
  const drafts: EntryDraft[] = [];
  let left = amount;
  for (const { lot, open } of shortfalls) {
    const part = Math.min(open, left);
    if (part === 0) break;
    left -= part;
    for (const [kind, moved] of [
      ["write_off", part],
      ["recover", -part],
    ] as const) {
      drafts.push({
        ...entryStamp(account, { ...by, timezone: lot.timezone }, drafts.length),
        ...lotStamp(lot),
        kind,
        amount: moved,
        valueCents: worthMoved(moved, worthOf),
        expiresAt: null,
      });
    }
  }
  assert(left === 0, "what is owed has shortfalls that can be written off");
  return ok(drafts);
};
