import { z } from "zod";
import type { CommandId, DefinitionId } from "#shared/kernel/ids.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import { formatV3Local } from "#shared/kernel/written-time.ts";
import type { EntryKind, LedgerEntry, Unit } from "./entry.ts";
import type { FunderShares } from "./funder-shares.ts";
import { foldLot, isExpired, type Lot, openLot } from "./lot.ts";

/** From one instant up to, and not including, another. */
export type Span = { readonly from: Instant; readonly until: Instant };

/** What has a row of its own: a definition, or each of those who pay for one. */
export const liabilityBySchema = z.enum(["definition", "funder"]);
export type LiabilityBy = z.infer<typeof liabilityBySchema>;

/** What an entry does to what is outstanding, in the words of a report. */
export const MOVEMENTS = [
  "issued",
  "returned",
  "redeemed",
  "adjusted",
  "shortfalls",
  "written_off",
] as const;
export type Movement = (typeof MOVEMENTS)[number];

/**
 * How each kind of entry is reported. Null for a kind that moves nothing, and for `expire`: value
 * expires when its lot does, and not when a job writes the entry ([L10]).
 */
const MOVEMENT_OF: Readonly<Record<EntryKind, Movement | null>> = {
  issue: "issued",
  return: "returned",
  // The same return takes as much from another lot.
  restore: "returned",
  redeem: "redeemed",
  // A reversed sale didn't happen, so its redemption doesn't count either.
  reverse: "redeemed",
  adjust: "adjusted",
  // The two entries of a transfer add up to nothing.
  transfer: "adjusted",
  // Honoured although it wasn't held, less what was recovered or written off.
  shortfall: "shortfalls",
  recover: "shortfalls",
  // What was given up of it.
  write_off: "written_off",
  // The same: what leaves one lot is in another of the same definition and expiry.
  join: null,
  extend: null,
  expire: null,
};

/** An amount in its unit, and the money that the entries say it was worth. Both are signed. */
type Moved = { readonly amount: number; readonly valueCents: number };

/**
 * What was outstanding of one definition and expiry month, and what moved it. Amounts are signed
 * and in the unit (cents, or hundredths of points), so that opening + moved + expired = closing
 * ([L11]).
 */
export type LiabilityRow = {
  readonly unit: Unit;
  readonly definitionId: DefinitionId | null;
  /** The local month (`2026-11`) in which the lots expire, as known at the end; null for never. */
  readonly expiryMonth: string | null;
  readonly opening: number;
  readonly moved: Readonly<Record<Movement, Moved>>;
  readonly expired: number;
  readonly closing: number;
  /** Exact parts of it by funder; empty unless the report is split ([G9]). */
  readonly parts: ReadonlyMap<string, FunderPart>;
};

/** A funder's part of a row: amounts times shares, which are in hundredths of a percent. */
export type FunderPart = {
  readonly opening: bigint;
  readonly closing: bigint;
  readonly moved: Readonly<Record<Movement, ExactlyMoved>>;
};
type ExactlyMoved = { readonly amount: bigint; readonly valueCents: bigint };

/**
 * Adds up a span from entries alone: those of one profile after another, each in its order. Holds
 * only the lots of one profile, and a row for each definition and month.
 *
 * An entry belongs to the instant at which it was recorded, so a closed month never changes; value
 * expires in the second after its lot's last one ([L10]).
 */
export const startLiability = ({ from, until }: Span) => {
  const rows = new Map<string, LiabilityRow>();
  const months = new Map<string, string>();
  let profileId: string | null = null;
  let knownAt: Instant | null = null;
  let lots = new Map<string, LotInSpan>();

  const monthOf = ({ expiresAt, timezone }: Lot): string | null => {
    if (expiresAt === null) return null;
    const key = `${expiresAt} ${timezone}`;
    const month = months.get(key) ?? formatV3Local(expiresAt, timezone).slice(0, 7);
    months.set(key, month);
    return month;
  };

  const endProfile = (): void => {
    for (const { lot, before, moved, shares } of lots.values()) {
      const opening = before === null ? 0 : outstandingIn(before, from);
      const closing = outstandingIn(lot, until);
      const expired = closing - opening - sumOf(moved);
      if (opening === 0 && closing === 0 && Object.values(moved).every(isNothing)) continue;
      const { unit, definitionId } = lot;
      const key = { unit, definitionId, expiryMonth: monthOf(lot) };
      const id = JSON.stringify(Object.values(key));
      const row = rows.get(id) ?? { ...key, ...EMPTY };
      rows.set(id, {
        ...key,
        opening: row.opening + opening,
        moved: addMoved(row.moved, moved),
        expired: row.expired + expired,
        closing: row.closing + closing,
        parts: addParts(row.parts, { opening, closing, moved }, shares),
      });
    }
    lots = new Map();
    knownAt = null;
  };

  return {
    /** `shares` says who pays for the lot that the entry opens; null for an unsplit report. */
    add: (entry: LedgerEntry, shares: FunderShares | null = null): void => {
      if (entry.profileId !== profileId) endProfile();
      profileId = entry.profileId;
      // An entry builds on all before it, so it is known no earlier than they are, even if a
      // server's clock went back.
      knownAt = knownAt === null ? entry.recordedAt : later(knownAt, entry.recordedAt);
      if (knownAt >= until) return;
      const held = lots.get(entry.lotId);
      const lot = held ? foldLot(held.lot, entry) : openLot(entry);
      const isInSpan = knownAt >= from;
      const lapsed = held?.lapsed ?? null;
      lots.set(entry.lotId, {
        lot,
        before: isInSpan ? (held?.before ?? null) : lot,
        moved: isInSpan ? addEntry(held?.moved ?? NOTHING, entry, lapsed) : NOTHING,
        lapsed: lapsedAfter(lapsed, entry),
        shares: held ? held.shares : shares,
      });
    },
    /** The rows, by unit, definition and month. Nothing can be added after that. */
    rows: (): readonly LiabilityRow[] => {
      endProfile();
      // Lots may cancel out: what one gave back, another that it was joined into gave away.
      return [...rows.values()].filter(hasSomething).sort(compareRows);
    },
  };
};

const hasSomething = ({ opening, closing, moved }: LiabilityRow): boolean =>
  opening !== 0 || closing !== 0 || !Object.values(moved).every(isNothing);

/** A lot as it is known so far, as it was before the span, and what moved in the span. */
type LotInSpan = {
  readonly lot: Lot;
  readonly before: Lot | null;
  readonly moved: LiabilityRow["moved"];
  /** Null if it hasn't expired, or something has moved since. */
  readonly lapsed: Lapsed | null;
  readonly shares: FunderShares | null;
};

/** What the `expire` entry of a lot took, and the command that has extended the lot since. */
type Lapsed = { readonly taken: Moved; readonly extendedBy: CommandId | null };

const lapsedAfter = (lapsed: Lapsed | null, entry: LedgerEntry): Lapsed | null => {
  if (entry.kind === "expire") return { taken: entry, extendedBy: null };
  if (entry.kind !== "extend") return null;
  return lapsed && { ...lapsed, extendedBy: entry.commandId };
};

/** What a lot still promises: all that is left of it, or nothing once it has expired. */
const outstandingIn = (lot: Lot, at: Instant): number => (isExpired(lot, at) ? 0 : lot.remaining);

const NONE: Moved = { amount: 0, valueCents: 0 };
const NOTHING: LiabilityRow["moved"] = {
  issued: NONE,
  returned: NONE,
  redeemed: NONE,
  adjusted: NONE,
  shortfalls: NONE,
  written_off: NONE,
};
const EMPTY = { opening: 0, moved: NOTHING, expired: 0, closing: 0, parts: new Map() };

const isNothing = ({ amount, valueCents }: Moved): boolean => amount === 0 && valueCents === 0;

const sumOf = (moved: LiabilityRow["moved"]): number =>
  MOVEMENTS.reduce((sum, movement) => sum + moved[movement].amount, 0);

const plus = (a: Moved, b: Moved): Moved => ({
  amount: a.amount + b.amount,
  valueCents: a.valueCents + b.valueCents,
});

const addEntry = (
  moved: LiabilityRow["moved"],
  entry: LedgerEntry,
  lapsed: Lapsed | null,
): LiabilityRow["moved"] => {
  const movement = MOVEMENT_OF[entry.kind];
  if (movement === null) return moved;
  const added = { ...moved, [movement]: plus(moved[movement], entry) };
  // What an extension gives back was never gone, had the job not written `expire` ([L10]).
  return movement === "adjusted" && lapsed?.extendedBy === entry.commandId
    ? { ...added, adjusted: plus(added.adjusted, lapsed.taken) }
    : added;
};

const addMoved = (a: LiabilityRow["moved"], b: LiabilityRow["moved"]): LiabilityRow["moved"] => ({
  issued: plus(a.issued, b.issued),
  returned: plus(a.returned, b.returned),
  redeemed: plus(a.redeemed, b.redeemed),
  adjusted: plus(a.adjusted, b.adjusted),
  shortfalls: plus(a.shortfalls, b.shortfalls),
  written_off: plus(a.written_off, b.written_off),
});

const NO_PART: FunderPart = {
  opening: 0n,
  closing: 0n,
  moved: mapTable(NOTHING, () => ({ amount: 0n, valueCents: 0n })),
};

/** Adds a lot to the parts of those who pay for it. */
const addParts = (
  parts: LiabilityRow["parts"],
  { opening, closing, moved }: Pick<LiabilityRow, "opening" | "closing" | "moved">,
  shares: FunderShares | null,
): LiabilityRow["parts"] => {
  if (shares === null) return parts;
  const added = new Map(parts);
  for (const { funder, share } of shares) {
    const part = added.get(funder) ?? NO_PART;
    const by = BigInt(share);
    const plusMoved = (movement: Movement): ExactlyMoved => ({
      amount: part.moved[movement].amount + BigInt(moved[movement].amount) * by,
      valueCents: part.moved[movement].valueCents + BigInt(moved[movement].valueCents) * by,
    });
    added.set(funder, {
      opening: part.opening + BigInt(opening) * by,
      closing: part.closing + BigInt(closing) * by,
      moved: mapTable(part.moved, (_, movement) => plusMoved(movement)),
    });
  }
  return added;
};

const compareRows = (a: LiabilityRow, b: LiabilityRow): number =>
  compareText(a.unit, b.unit) ||
  (a.definitionId ?? 0) - (b.definitionId ?? 0) ||
  compareText(a.expiryMonth ?? NEVER, b.expiryMonth ?? NEVER);

/** Sorts after every month. */
const NEVER = "~";

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
