import { entryIdOf } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** A correction of one lot by head office; omitted fields stay as they are. */
export type LotChange = {
  /** Cents or hundredths of points that should be left. */
  readonly remaining?: number | undefined;
  /** The last whole second in which it can be spent; null for never. */
  readonly expiresAt?: Instant | null | undefined;
};

/** Why a lot can't be changed, in order of precedence. */
export type ChangeLotRefusal =
  | { readonly reason: "lot_used_up" }
  | { readonly reason: "remaining_below_zero" }
  | { readonly reason: "remaining_over_initial"; readonly max: number }
  | { readonly reason: "expires_before_issue" };

/**
 * Decides a manual change to one lot: an `extend` entry for a new expiry, even if the lot has
 * already expired (DOMAIN §6.5), and an `adjust` entry for a new remainder (ledger/SPEC.md [L1],
 * [L2]). A lot that is used up stays so: more value means a new lot. `worthOf` converts an amount
 * of the lot's unit to money.
 */
export const decideChangeLot = (
  account: Account,
  lot: Lot,
  change: LotChange,
  rule: Attribution & {
    readonly worthOf: (amount: number) => number;
    /** How many entries the command has drafted already. */
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
