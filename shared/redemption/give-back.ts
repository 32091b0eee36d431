import { type DefinitionId, lotIdOf } from "#shared/kernel/ids.ts";
import {
  addCents,
  type Cents,
  cents,
  minCents,
  subtractCents,
  sumCents,
  ZERO_CENTS,
} from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, later, type TimeZone } from "#shared/kernel/time.ts";
import { timesOver } from "#shared/kernel/times-over.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { lotStamp } from "#shared/ledger/lot.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";
import { type RefundOrder, splitRefund } from "./split-refund.ts";
import { UNITS } from "./unit.ts";

/** What a redemption drew from one lot, and how much of that was given back before. */
export type Draw = {
  readonly entry: LedgerEntry;
  readonly returnedCents: Cents;
  readonly returnedAmount: number;
};

/**
 * How much is given back: an amount, or the share in a refund of goods that other tenders paid,
 * too.
 */
export type GiveBack =
  | {
      readonly amountCents: Cents;
      /** Of what it comes back, and in which order; null: of everything, by the policy ([B5]). */
      readonly strategies?: readonly Strategy[] | null;
      /** False: as much of it as is left. */
      readonly isStrict?: boolean;
    }
  | { readonly refundCents: Cents; readonly saleCents: Cents; readonly refundedCents: Cents };

/** Why nothing is given back, in order of precedence ([B1]). */
export type GiveBackRefusal =
  | { readonly reason: "amount_not_positive" }
  | { readonly reason: "sale_too_small"; readonly redeemedCents: Cents }
  | { readonly reason: "more_than_redeemed"; readonly leftCents: Cents }
  | { readonly reason: "too_little_for_points" };

/** What is given back, and the entries of it. */
export type GivenBack = {
  readonly totalCents: Cents;
  /** The share of points that wasn't worth the smallest part of one: it stays to be returned. */
  readonly withheldCents: Cents;
  readonly drafts: readonly EntryDraft[];
};

/**
 * Decides what comes back of a redemption when its goods do (DOMAIN §11.7): as new lots of what was
 * drawn, under the same definitions, never more than was drawn ([B1] to [B3]). An entry has the
 * index of the draw that it gives back, so that what has been given back of each can be added up.
 */
export const decideGiveBack = (
  account: Account,
  programme: Programme,
  draws: readonly Draw[],
  asked: GiveBack,
  by: Omit<Attribution, "timezone"> & { readonly order: RefundOrder; readonly timezone: TimeZone },
): Result<GivenBack, GiveBackRefusal> => {
  const left = draws.map(({ entry, returnedCents }) => cents(-entry.valueCents - returnedCents));
  const shares = sharesOf(draws, left, asked, by.order);
  if (!shares.ok) return shares;
  const sharedCents = sumCents(shares.value);
  const isLast = sharedCents === sumCents(left);
  const drafts = draws.flatMap((draw, index) => {
    const share = shares.value[index] ?? ZERO_CENTS;
    // Points that weren't worth a cent by themselves come back with the last of the money.
    const isDue = share > 0 || (isLast && draw.returnedAmount === 0);
    const draft = draftOf(account, programme, draw, share, { by, index });
    return isDue && draft.amount > 0 ? [draft] : [];
  });
  const totalCents = sumCents(drafts.map(({ valueCents }) => valueCents));
  const withheldCents = subtractCents(sharedCents, totalCents);
  if (withheldCents > 0 && drafts.length === 0) return err({ reason: "too_little_for_points" });
  return ok({ totalCents, withheldCents, drafts });
};

const sharesOf = (
  draws: readonly Draw[],
  left: readonly Cents[],
  asked: GiveBack,
  order: RefundOrder,
): Result<readonly Cents[], GiveBackRefusal> => {
  const leftCents = sumCents(left);
  if ("amountCents" in asked) return amountOf(draws, left, asked, order);
  const { refundCents, saleCents, refundedCents } = asked;
  const redeemedCents = sumCents(draws.map(({ entry }) => cents(-entry.valueCents)));
  if (refundCents <= 0) return err({ reason: "amount_not_positive" });
  if (saleCents < redeemedCents) return err({ reason: "sale_too_small", redeemedCents });
  const refundable = subtractCents(saleCents, refundedCents);
  if (refundCents > refundable) return err({ reason: "more_than_redeemed", leftCents: refundable });
  // The other tenders come last: they paid what the redemption had left.
  const otherCents = subtractCents(refundable, leftCents);
  if (otherCents < 0) return err({ reason: "more_than_redeemed", leftCents: refundable });
  return ok(splitRefund(order, [...left, otherCents], refundCents).slice(0, draws.length));
};

/** An amount of the kinds that are named, one after the other; by the policy within each ([B5]). */
const amountOf = (
  draws: readonly Draw[],
  left: readonly Cents[],
  asked: Extract<GiveBack, { amountCents: Cents }>,
  order: RefundOrder,
): Result<readonly Cents[], GiveBackRefusal> => {
  const { amountCents, strategies = null, isStrict = true } = asked;
  if (amountCents <= 0) return err({ reason: "amount_not_positive" });
  const leftIn = (strategy: Strategy) =>
    left.map((each, index) => {
      const unit = draws[index]?.entry.unit;
      return unit && UNITS[unit].spentBy === strategy ? each : ZERO_CENTS;
    });
  const kinds = strategies === null ? [left] : [...new Set(strategies)].map(leftIn);
  const leftCents = sumCents(kinds.flat());
  if (leftCents === 0 || (isStrict && amountCents > leftCents)) {
    return err({ reason: "more_than_redeemed", leftCents });
  }
  let open = minCents(amountCents, leftCents);
  let shares: readonly Cents[] = left.map(() => ZERO_CENTS);
  for (const kind of kinds) {
    const part = minCents(open, sumCents(kind));
    open = subtractCents(open, part);
    const added = splitRefund(order, kind, part);
    shares = shares.map((share, index) => addCents(share, added[index] ?? ZERO_CENTS));
  }
  return ok(shares);
};

const draftOf = (
  account: Account,
  programme: Programme,
  { entry, returnedCents, returnedAmount }: Draw,
  share: Cents,
  { by, index }: { readonly by: Attribution; readonly index: number },
): EntryDraft => {
  const stamp = entryStamp(account, by, index);
  // By the running total, so that all parts add up to what was drawn.
  const amount =
    entry.valueCents === 0
      ? -entry.amount
      : timesOver(-entry.amount, returnedCents + share, -entry.valueCents) - returnedAmount;
  return {
    ...stamp,
    ...lotStamp(entry),
    kind: "issue",
    lotId: lotIdOf(stamp.entryId),
    amount,
    valueCents: share,
    expiresAt: expiryAnew(programme, entry, by),
  };
};

/** The expiry of a new issue; one that would have passed lasts to the end of the day. */
const expiryAnew = (
  programme: Programme,
  {
    unit,
    definitionId,
  }: { readonly unit: LedgerEntry["unit"]; readonly definitionId: DefinitionId | null },
  { occurredAt, timezone }: Pick<Attribution, "occurredAt" | "timezone">,
): Instant | null => {
  const rule = UNITS[unit].lifetime(definitionId, programme);
  if (rule === null) return null;
  const expiresAt = expiryOf(occurredAt, timezone, rule);
  const today = expiryOf(occurredAt, timezone, TODAY);
  return expiresAt === null || today === null ? null : later(expiresAt, today);
};

const TODAY = { period: 0, periodType: "days", absoluteExpiry: null } as const;
