import type { WrittenOffDebt } from "#shared/incentive/points/given-up.ts";
import { draftRecoveredFrom } from "#shared/incentive/points/recover-owed.ts";
import type { LotId } from "#shared/kernel/ids.ts";
import { cents, negateCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { type Account, HONOURED, outstandingOf } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { isExpired, lotStamp } from "#shared/ledger/lot.ts";
import { mayDo, type StaffRole } from "#shared/organisation/powers.ts";
import type { Programme } from "./programme.ts";

/**
 * Who reverses a redemption: a till whose payment failed, a manager, head office, or anyone who
 * voids the sale.
 */
export type Reverser = "till" | "manager" | "head_office" | "void";

/**
 * How long after a redemption it may be reversed; null: at any time (SPEC.md [V2], DOMAIN §11.6).
 */
const REVERSIBLE_FOR_MS: Readonly<Record<Reverser, number | null>> = {
  till: 600_000,
  manager: null,
  head_office: null,
  void: null,
};

/** Whether a redemption recorded at `recordedAt` may still be reversed at `now`. */
export const isReversible = (recordedAt: Instant, now: Instant, by: Reverser): boolean => {
  const forMs = REVERSIBLE_FOR_MS[by];
  return forMs === null || now <= addMs(recordedAt, forMs);
};

/** As whom staff of a store reverse. */
export const reverserOf = (role: StaffRole): Reverser =>
  mayDo(role, "reverse_late") ? "manager" : "till";

/** What has happened to the lots of a redemption since. */
export type SinceRedeemed = {
  /** The part of its shortfall that wasn't written off. */
  readonly open: number;
  /** The lots that head office has deleted. */
  readonly deleted: ReadonlySet<LotId>;
  /** What was written off of debts in points. */
  readonly writtenOff: readonly WrittenOffDebt[];
  readonly programme: Programme;
};

/**
 * Drafts the reversal of a redemption from the entries that it wrote: each lot gets back what was
 * drawn from it ([V1]). A lot that has expired since can be spent to the end of the day, in its
 * time zone ([V3]); what was left in it must have been expired before. A deleted lot stays empty
 * ([V6]). What was honoured and is still outstanding is no longer owed, and what was written off of
 * it isn't given back ([V4]). Points that come back first pay what was written off since because
 * they were missing, and what is owed (incentive [P4], [P11]). The account must hold every lot of
 * the redemption, used up or not.
 */
export const draftReversal = (
  account: Account,
  redeemed: readonly LedgerEntry[],
  { open, deleted, writtenOff, programme }: SinceRedeemed,
  by: Omit<Attribution, "timezone">,
): readonly EntryDraft[] => {
  const drafts: EntryDraft[] = [];
  const add = (
    entry: LedgerEntry,
    part: Pick<EntryDraft, "kind" | "amount" | "valueCents" | "expiresAt">,
  ): void => {
    drafts.push({
      ...entryStamp(account, { ...by, timezone: entry.timezone }, drafts.length),
      ...lotStamp(entry),
      ...part,
    });
  };
  for (const entry of redeemed) {
    if (entry.kind !== "redeem") continue;
    const { amount, valueCents } = entry;
    const back = { amount: -amount, valueCents: negateCents(valueCents), expiresAt: null };
    add(entry, { kind: "reverse", ...back });
    if (deleted.has(entry.lotId)) {
      add(entry, { kind: "adjust", amount, valueCents, expiresAt: null });
      continue;
    }
    const lot = account.lots.find(({ lotId }) => lotId === entry.lotId);
    if (lot && isExpired(lot, by.occurredAt)) {
      const expiresAt = expiryOf(by.occurredAt, lot.timezone, TODAY);
      add(entry, { kind: "extend", amount: 0, valueCents: ZERO_CENTS, expiresAt });
    }
  }
  const shortfall = redeemed.find(({ kind }) => kind === "shortfall");
  const take = (kind: "write_off" | "recover", amount: number): void => {
    if (!shortfall || amount <= 0) return;
    add(shortfall, { kind, amount: -amount, valueCents: cents(-amount), expiresAt: null });
  };
  take("write_off", (shortfall?.amount ?? 0) - open);
  take("recover", Math.min(open, outstandingOf(account, HONOURED)));
  const recovered = draftRecoveredFrom(account, drafts, programme.definitions.point, {
    ...by,
    paysHonoured: programme.policy.recoverShortfalls,
    writtenOff,
    firstIndex: drafts.length,
  });
  return [...drafts, ...recovered];
};

/** To the end of the local day. */
const TODAY = { period: 0, periodType: "days", absoluteExpiry: null } as const;
