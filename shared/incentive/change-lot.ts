import { entryIdOf } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** What head office mends on one lot by hand; what is not given stays. */
export type LotChange = {
  /** Cents or points that are to be left. */
  readonly remaining?: number | undefined;
  /** The last whole second in which it can be spent; null for never. */
  readonly expiresAt?: Instant | null | undefined;
};

/** Why a lot is not changed, in order of precedence. */
export type ChangeLotRefusal =
  | { readonly reason: "lot_used_up" }
  | { readonly reason: "remaining_below_zero" }
  | { readonly reason: "remaining_over_initial"; readonly max: number }
  | { readonly reason: "expires_before_issue" };

/**
 * Decides a change of one lot by hand: an `extend` entry for another expiry, also after it has
 * passed (DOMAIN §6.5), and an `adjust` entry for another remainder (ledger/SPEC.md [L1], [L2]).
 * A lot that is used up stays so: what is given anew is a new lot. `worthOf` gives the money value
 * of an amount of the lot's unit.
 */
export const decideChangeLot = (
  account: Account,
  lot: Lot,
  change: LotChange,
  rule: Attribution & {
    readonly worthOf: (amount: number) => number;
    /** The number of entries that the command has already drafted. */
    readonly firstIndex: number;
  },
): Result<readonly EntryDraft[], ChangeLotRefusal> => {
  const remaining = change.remaining ?? lot.remaining;
  const expiresAt = change.expiresAt === undefined ? lot.expiresAt : change.expiresAt;
  if (remaining === lot.remaining && expiresAt === lot.expiresAt) return ok([]);
  if (lot.remaining === 0) return err({ reason: "lot_used_up" });
  if (remaining < 0) return err({ reason: "remaining_below_zero" });
  if (remaining > lot.initial) return err({ reason: "remaining_over_initial", max: lot.initial });
  if (expiresAt !== null && expiresAt < lot.issuedAt)
    return err({ reason: "expires_before_issue" });

  const entry = (index: number) => ({
    entryId: entryIdOf(rule.commandId, rule.firstIndex + index),
    profileId: account.profileId,
    unit: lot.unit,
    definitionId: lot.definitionId,
    definitionVersion: lot.definitionVersion,
    lotId: lot.lotId,
    commandId: rule.commandId,
    occurredAt: rule.occurredAt,
    timezone: lot.timezone,
    source: rule.source,
    locationId: rule.locationId,
    staffId: rule.staffId,
    deviceId: rule.deviceId,
  });
  const drafts: EntryDraft[] = [];
  if (expiresAt !== lot.expiresAt) {
    drafts.push({ ...entry(0), kind: "extend", amount: 0, valueCents: cents(0), expiresAt });
  }
  const amount = remaining - lot.remaining;
  if (amount !== 0) {
    const worth = rule.worthOf(Math.abs(amount));
    const valueCents = cents(amount < 0 && worth !== 0 ? -worth : worth);
    drafts.push({ ...entry(drafts.length), kind: "adjust", amount, valueCents, expiresAt: null });
  }
  return ok(drafts);
};
