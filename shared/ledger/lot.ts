import { z } from "zod";
import { definitionIdSchema, lotIdSchema } from "#shared/kernel/ids.ts";
import {
  type Instant,
  instantSchema,
  isOver,
  overFrom,
  timeZoneSchema,
} from "#shared/kernel/time.ts";
import { type EntryDraft, unitSchema } from "./entry.ts";
import { ENTRY_KINDS } from "./entry-kind.ts";

/** One issue of value with its own expiry; `remaining` is the part that is left (SPEC.md [L3]). */
export const lotSchema = z.object({
  lotId: lotIdSchema,
  unit: unitSchema,
  definitionId: definitionIdSchema.nullable(),
  definitionVersion: z.int().min(0),
  /** When it was issued or earned. */
  issuedAt: instantSchema,
  /**
   * From when it can be spent: later than `issuedAt` if it is scheduled or pending ([L14]), earlier
   * if others were joined into it ([L15]).
   */
  activeAt: instantSchema,
  /** The last whole second in which it can be spent; null for never. */
  expiresAt: instantSchema.nullable(),
  timezone: timeZoneSchema,
  /** Cents or hundredths of points as issued, or all that was ever joined into it. */
  initial: z.int().positive(),
  /** The same that are left; never below zero. Above `initial` only if head office said so. */
  remaining: z.int().min(0),
});
export type Lot = z.infer<typeof lotSchema>;

/** What a lot takes from its entries. */
export type LotEntry = Pick<
  EntryDraft,
  keyof LotStamp | "kind" | "amount" | "activeAt" | "expiresAt" | "occurredAt" | "timezone"
>;

/** The lot that an entry opens. */
export const openLot = (entry: LotEntry): Lot => ({
  ...lotStamp(entry),
  issuedAt: entry.occurredAt,
  activeAt: entry.activeAt ?? entry.occurredAt,
  expiresAt: entry.expiresAt,
  timezone: entry.timezone,
  initial: entry.amount,
  remaining: entry.amount,
});

/**
 * A lot after one more entry on it ([L2], [L3]). Doesn't check the entry: one that takes more than
 * is left leaves less than nothing.
 */
export const foldLot = (lot: Lot, { kind, amount, expiresAt }: LotEntry): Lot => {
  const { reissues, gathers, movesExpiry } = ENTRY_KINDS[kind];
  return {
    ...lot,
    initial:
      reissues && lot.remaining === 0 && amount > 0
        ? amount
        : lot.initial + (gathers && isJoined(lot) ? Math.max(0, amount) : 0),
    remaining: lot.remaining + amount,
    expiresAt: movesExpiry ? expiresAt : lot.expiresAt,
  };
};

/** What every entry on a lot says about it. */
export const lotStamp = ({ lotId, unit, definitionId, definitionVersion }: LotStamp): LotStamp => ({
  lotId,
  unit,
  definitionId,
  definitionVersion,
});

type LotStamp = Pick<Lot, "lotId" | "unit" | "definitionId" | "definitionVersion">;

/**
 * Whether it holds what was joined from other lots ([L15]): it was opened when their points had
 * been active for long, and no other lot is issued after that.
 */
export const isJoined = ({ activeAt, issuedAt }: Lot): boolean => activeAt < issuedAt;

/**
 * Groups lots that are alike, in order of consumption: it makes no difference which one is spent.
 * Those for which `keptApart` says something else aren't.
 */
export const groupAlike = (
  lots: readonly Lot[],
  keptApart: (lot: Lot) => string = () => "",
): readonly (readonly Lot[])[] => {
  const groups = new Map<string, Lot[]>();
  for (const lot of [...lots].sort(compareLots)) {
    const { unit, definitionId, definitionVersion, expiresAt, timezone } = lot;
    const key = [unit, definitionId, definitionVersion, expiresAt, timezone, keptApart(lot)].join(
      " ",
    );
    const group = groups.get(key);
    if (group) group.push(lot);
    else groups.set(key, [lot]);
  }
  return [...groups.values()];
};

/** True from the second after the last one in which the lot can be spent. */
export const isExpired = (lot: Pick<Lot, "expiresAt">, at: Instant): boolean =>
  lot.expiresAt !== null && isOver(lot.expiresAt, at);

/** The instant at which the first of these lots expires; null if none ever does. */
export const firstExpiry = (lots: readonly Lot[]): Instant | null => {
  let first: Instant | null = null;
  for (const { expiresAt, remaining } of lots) {
    if (remaining > 0 && expiresAt !== null && (first === null || expiresAt < first)) {
      first = expiresAt;
    }
  }
  return first === null ? null : overFrom(first);
};

/** True from the instant at which the lot can first be spent ([L14]). */
export const isActive = (lot: Lot, at: Instant): boolean => lot.activeAt <= at;

/** Active, not expired, and not used up (redemption/SPEC.md [R2]). */
export const isSpendable = (lot: Lot, at: Instant): boolean =>
  lot.remaining > 0 && isActive(lot, at) && !isExpired(lot, at);

/**
 * The order of consumption (redemption/SPEC.md [R3], DOMAIN §6.1): nearest expiry first,
 * never-expiring last; then the one that became active earlier; then the lower id, so that a replay
 * consumes the same lots.
 */
export const compareLots = (a: Lot, b: Lot): number =>
  compareExpiry(a.expiresAt, b.expiresAt) ||
  a.activeAt - b.activeAt ||
  compareText(a.lotId, b.lotId);

const compareExpiry = (a: Instant | null, b: Instant | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lots that can be spent now, in order of consumption. */
export const spendableLots = (lots: readonly Lot[], at: Instant): readonly Lot[] =>
  lots.filter((lot) => isSpendable(lot, at)).sort(compareLots);

/**
 * The lots that can't be spent yet: scheduled rewards and pending points, the earliest first
 * ([L14]).
 */
export const inactiveLots = (lots: readonly Lot[], at: Instant): readonly Lot[] =>
  lots
    .filter((lot) => lot.remaining > 0 && !isActive(lot, at))
    .sort((a, b) => a.activeAt - b.activeAt || compareLots(a, b));
