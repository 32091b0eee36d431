import type { LotId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  foldLot,
  isSpendable,
  type Lot,
  type LotEntry,
  openLot,
  spendableLots,
} from "#shared/ledger/lot.ts";

/** How often a profile exchanges points for a reward, if it does so whenever it can. */
type Exchanging = {
  /** In hundredths of a point. */
  readonly price: number;
  readonly from: Instant;
  /** Not included. */
  readonly until: Instant;
  /** Whether the reward is for the profile then. */
  readonly mayAt: (at: Instant) => boolean;
  readonly max: number;
};

/**
 * How often a profile could have exchanged its points in a span ([W13]). `entries` are all that has
 * happened to its points of the reward's definition before the end of the span, in the order of the
 * chain, but for what it spent and got back of that.
 */
export const exchangesDuring = (
  entries: readonly LotEntry[],
  { price, from, until, mayAt, max }: Exchanging,
): number => {
  const held = startHeldPoints();
  const order = [...entries].sort((a, b) => a.occurredAt - b.occurredAt);
  const changes = order.flatMap(({ occurredAt, activeAt }) => [occurredAt, activeAt ?? occurredAt]);
  const instants = [...new Set([from, ...changes])].filter((at) => at >= from && at < until);
  let done = 0;
  let next = 0;
  for (const at of instants.sort((a, b) => a - b)) {
    for (let entry = order[next]; entry && entry.occurredAt <= at; entry = order[next]) {
      held.add(entry);
      next += 1;
    }
    const times = Math.min(max - done, Math.floor(held.pointsAt(at) / price));
    if (times <= 0 || !mayAt(at)) continue;
    held.spend(times * price, at);
    done += times;
  }
  return done;
};

/**
 * Lots of points from which more may be spent than really was. So a lot may come to less than
 * nothing, when what was spent of it is taken back: then as much of the others can't be spent.
 */
const startHeldPoints = () => {
  const lots = new Map<LotId, Lot>();
  /** Taken from lots that aren't there yet: entries may be recorded out of order. */
  const early = new Map<LotId, number>();
  const all = () => [...lots.values()];
  return {
    add: (entry: LotEntry): void => {
      const { lotId, kind, amount } = entry;
      const before = early.get(lotId) ?? 0;
      const lot = lots.get(lotId);
      if (lot) {
        const after = foldLot(lot, entry);
        // All that was left expired: perhaps less than really did.
        const remaining = kind === "expire" ? Math.min(0, lot.remaining) : after.remaining;
        lots.set(lotId, { ...after, remaining });
      } else if (amount > 0) {
        const opened = openLot(entry);
        lots.set(lotId, { ...opened, remaining: opened.remaining + before });
        early.delete(lotId);
      } else if (kind !== "expire") {
        early.set(lotId, before + amount);
      }
    },
    pointsAt: (at: Instant): number => {
      let points = 0;
      for (const owed of early.values()) points += owed;
      for (const lot of lots.values()) {
        if (lot.remaining < 0 || isSpendable(lot, at)) points += lot.remaining;
      }
      return points;
    },
    spend: (points: number, at: Instant): void => {
      let due = points;
      for (const lot of spendableLots(all(), at)) {
        const amount = Math.min(due, lot.remaining);
        lots.set(lot.lotId, { ...lot, remaining: lot.remaining - amount });
        due -= amount;
      }
    },
  };
};
