import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, earlier, type Instant, instant, later } from "#shared/kernel/time.ts";
import { compareLots, type Lot } from "#shared/ledger/lot.ts";

/** An account with this many lots is sent as it is. */
const LOTS_MAX = 16;

/** What begins or ends sooner is sent as it is, so that an account is sent again at most daily. */
const SOON_MS = EXACT_WITHOUT_CONTACT_MS + DAY_MS;

/** What is sent together is of one month, or from half a year ahead of one quarter. */
const NEXT_MS = 180 * DAY_MS;
const MONTH_MS = 30 * DAY_MS;
const QUARTER_MS = 3 * MONTH_MS;

/**
 * The lots of an account as devices hold them ([S23]): the points in many lots together, under the
 * earliest expiry and the latest beginning. What can be spent at any time until `sendAgainAt`, and
 * three days longer, is the same.
 */
export const lotsForDevice = (lots: readonly Lot[], at: Instant): readonly Lot[] =>
  groupsOf(lots, at).flatMap((group) => together(group, at));

/**
 * When a device needs the account again, because something will begin or end in the middle of what
 * it holds together, or may by then; null: never ([S23]). As time passes, nothing earlier appears.
 */
export const sendAgainAt = (
  lots: readonly Pick<Lot, "unit" | "definitionId" | "activeAt" | "expiresAt">[],
  at: Instant,
): Instant | null => {
  if (lots.length <= LOTS_MAX) return null;
  const soon = addMs(at, SOON_MS);
  const spans = new Map<DefinitionId | null, Record<"begins" | "ends", Spans>>();
  let next = Number.POSITIVE_INFINITY;
  for (const { unit, definitionId, activeAt, expiresAt } of lots) {
    if (unit !== "point") continue;
    const own = spans.get(definitionId) ?? { begins: new Map(), ends: new Map() };
    spans.set(definitionId, own);
    if (activeAt > soon) next = Math.min(next, firstOfMany(own.begins, activeAt, at));
    if (expiresAt !== null && expiresAt > soon) {
      next = Math.min(next, firstOfMany(own.ends, expiresAt, at));
    }
  }
  return Number.isFinite(next) ? instant(next - EXACT_WITHOUT_CONTACT_MS) : null;
};

/** The first change in each span so far. */
type Spans = Map<number, Instant>;

/** The first change in the span of this one, if it isn't the only one there; otherwise infinity. */
const firstOfMany = (spans: Spans, change: Instant, at: Instant): number => {
  const span = spanOf(change, at);
  const known = spans.get(span) ?? change;
  spans.set(span, earlier(known, change));
  return known === change ? Number.POSITIVE_INFINITY : earlier(known, change);
};

const groupsOf = (lots: readonly Lot[], at: Instant): readonly (readonly Lot[])[] => {
  if (lots.length <= LOTS_MAX) return lots.map((lot) => [lot]);
  const groups = new Map<string, Lot[]>();
  for (const lot of lots) {
    const key = keyOf(lot, at);
    const group = groups.get(key);
    if (group) group.push(lot);
    else groups.set(key, [lot]);
  }
  return [...groups.values()];
};

/** The same for lots that are sent together. */
const keyOf = (lot: Lot, at: Instant): string => {
  const { unit, definitionId, lotId, activeAt, expiresAt } = lot;
  // Others are named one by one, or kept for somebody.
  if (unit !== "point") return lotId;
  const ends = expiresAt === null ? "never" : spanOf(expiresAt, at);
  return `${definitionId} ${spanOf(activeAt, at)} ${ends}`;
};

/** The span that a change is in: by itself if it comes soon, and below zero if it may be shared. */
const spanOf = (change: Instant, at: Instant): number => {
  const inMs = change - at;
  if (inMs <= -DAY_MS) return 0;
  if (inMs <= SOON_MS) return change;
  return inMs <= NEXT_MS
    ? -Math.floor(change / MONTH_MS) * MONTH_MS
    : -Math.floor(change / QUARTER_MS) * QUARTER_MS - 1;
};

/** The first to expire stands for all of them. */
const together = (group: readonly Lot[], at: Instant): readonly Lot[] => {
  const [first, ...others] = [...group].sort(compareLots);
  if (!first) return [];
  const sum = (all: Lot, lot: Lot): Lot => ({
    ...all,
    issuedAt: earlier(all.issuedAt, lot.issuedAt),
    activeAt: (lot.activeAt > at ? later : earlier)(all.activeAt, lot.activeAt),
    initial: all.initial + lot.initial,
    remaining: all.remaining + lot.remaining,
  });
  return [others.reduce(sum, first)];
};
