import { addMs, DAY_MS, earlier, type Instant, later } from "#shared/kernel/time.ts";
import { compareLots, type Lot } from "#shared/ledger/lot.ts";

/** An account with so many lots is sent as it is. */
const LOTS_MAX = 16;

/** How long a device decides by an account without contact: as the floor limits have it ([F3]). */
const OFFLINE_MS = 3 * DAY_MS;

/** What begins or ends sooner is sent as it is, so that an account is sent again at most daily. */
const SOON_MS = OFFLINE_MS + DAY_MS;

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
export const sendAgainAt = (lots: readonly Lot[], at: Instant): Instant | null => {
  if (lots.length <= LOTS_MAX) return null;
  const firsts = new Map<string, Instant>();
  let next: Instant | null = null;
  for (const { unit, definitionId, activeAt, expiresAt } of lots) {
    if (unit !== "point") continue;
    for (const [what, change] of [
      ["begins", activeAt],
      ["ends", expiresAt],
    ] as const) {
      if (change === null || change - at <= SOON_MS) continue;
      const key = `${what} ${definitionId} ${spanOf(change, at)}`;
      const known = firsts.get(key);
      firsts.set(key, earlier(known ?? change, change));
      if (known === undefined || known === change) continue;
      next = earlier(next ?? known, earlier(known, change));
    }
  }
  return next === null ? null : addMs(next, -OFFLINE_MS);
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

const spanOf = (change: Instant, at: Instant): string => {
  const inMs = change - at;
  if (inMs <= -DAY_MS) return "past";
  if (inMs <= SOON_MS) return String(change);
  const spanMs = inMs <= NEXT_MS ? MONTH_MS : QUARTER_MS;
  return `${spanMs} ${Math.floor(change / spanMs)}`;
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
