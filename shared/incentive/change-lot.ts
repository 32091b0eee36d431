import { type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { isExpired, type Lot, lotStamp } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";

/** A correction of one lot by head office; omitted fields stay as they are. */
export type LotChange = {
  /** Cents or hundredths of points that should count as issued. */
  readonly initial?: number | undefined;
  /** The same that should be left; more than was issued only if `initial` is given too. */
  readonly remaining?: number | undefined;
  /**
   * The last whole second in which it can be spent; null for never. A lot that isn't over any more
   * then gets back what its `expire` entry took, unless `remaining` says otherwise.
   */
  readonly expiresAt?: Instant | null | undefined;
};

/** Why a lot can't be changed, in order of precedence. */
export type ChangeLotRefusal =
  | { readonly reason: "value_not_positive" }
  | { readonly reason: "remaining_below_zero" }
  | { readonly reason: "remaining_over_initial"; readonly max: number }
  | { readonly reason: "expires_before_issue" };

/**
 * Decides a manual change to one lot: an `extend` entry for a new expiry, even if the lot has
 * already expired (DOMAIN §6.5), and `adjust` entries for what is left and what counts as issued
 * (ledger/SPEC.md [L1], [L2]). `worthOf` converts an amount of the lot's unit to money.
 */
export const decideChangeLot = (
  account: Account,
  lot: Lot,
  change: LotChange,
  rule: Attribution & {
    readonly worthOf: (amount: number) => Cents;
    /** What the `expire` entry of the lot took; 0 if it has none or something has moved since. */
    readonly expiredAmount: number;
    /** How many entries the command has drafted already. */
    readonly firstIndex: number;
  },
): Result<readonly EntryDraft[], ChangeLotRefusal> => {
  const initial = change.initial ?? lot.initial;
  const expiresAt = change.expiresAt === undefined ? lot.expiresAt : change.expiresAt;
  const isRevived =
    isExpired(lot, rule.occurredAt) && !isExpired({ ...lot, expiresAt }, rule.occurredAt);
  const remaining = change.remaining ?? lot.remaining + (isRevived ? rule.expiredAmount : 0);
  if (initial <= 0) return err({ reason: "value_not_positive" });
  if (remaining < 0) return err({ reason: "remaining_below_zero" });
  const max = Math.max(lot.initial, lot.remaining);
  if (change.initial === undefined && remaining > max) {
    return err({ reason: "remaining_over_initial", max });
  }
  if (isExpired({ expiresAt }, lot.activeAt)) return err({ reason: "expires_before_issue" });

  const by = { ...rule, timezone: lot.timezone };
  const entry = (index: number) => ({
    ...entryStamp(account, by, rule.firstIndex + index),
    ...lotStamp(lot),
  });
  const drafts: EntryDraft[] = [];
  if (expiresAt !== lot.expiresAt) {
    drafts.push({ ...entry(0), kind: "extend", amount: 0, valueCents: ZERO_CENTS, expiresAt });
  }
  for (const amount of adjustments(lot, initial, remaining)) {
    const valueCents = worthMoved(amount, rule.worthOf);
    drafts.push({ ...entry(drafts.length), kind: "adjust", amount, valueCents, expiresAt: null });
  }
  return ok(drafts);
};

/**
 * The amounts of the `adjust` entries. A lot gets another issued value, or value again once it is
 * used up, in steps: whatever is left is taken, the lot is issued again, and what has been used is
 * taken from it.
 */
const adjustments = (lot: Lot, initial: number, remaining: number): readonly number[] => {
  const isReissued = initial !== lot.initial || (lot.remaining === 0 && remaining > 0);
  const amounts = isReissued
    ? [-lot.remaining, initial, remaining - initial]
    : [remaining - lot.remaining];
  return amounts.filter((amount) => amount !== 0);
};
