import { dayAfter, endOfDay } from "#shared/kernel/calendar-day.ts";
import {
  dayIn,
  firstInstantOf,
  type Instant,
  lastInstantOf,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { compareTiers, maintainValue, type TierDefinition } from "./tier.ts";
import type { HeldTier } from "./tier-checkpoint.ts";
import type { TierFacts } from "./tier-facts.ts";
import {
  creditOf,
  reachableTiers,
  sinceAchieved,
  sinceCycle,
  type TierHistory,
  tierHistory,
} from "./tier-history.ts";

/** The tier that a profile holds, with its instants. */
export type HeldStanding = {
  readonly tier: TierDefinition;
  /** The start of the first day with this tier. */
  readonly achievedAt: Instant;
  /** The last second of the day whose end decides whether it is kept. */
  readonly anniversaryAt: Instant;
  /** The last second of the anniversary at which it was last kept. */
  readonly maintainedAt: Instant | null;
  /** When staff gave it; null if it was earned. */
  readonly assignedAt: Instant | null;
};

/** Where a profile stands in one programme (DOMAIN §7.8). Points are in hundredths. */
export type TierStanding = {
  /** Null while it has none: below the lowest, or after losing the last. */
  readonly held: HeldStanding | null;
  readonly hasEntered: boolean;
  /** The next higher tier; null at the top. */
  readonly next: TierDefinition | null;
  /** The next lower tier; null at the bottom. */
  readonly previous: TierDefinition | null;
  /** Points over the tier's minimum from before this cycle. They help to keep the tier once. */
  readonly credit: number;
  /** Points of this cycle. */
  readonly progress: number;
  /** What is missing to keep the tier; 0 without one, or at the floor. */
  readonly remaining: number;
  /** Points since the tier was reached, over all its cycles. */
  readonly sinceAchieved: number;
  /** Points of the last twelve months. */
  readonly yearTotal: number;
  /** What is missing for the next tier; null at the top. */
  readonly nextRemaining: number | null;
  /** When points next leave the twelve months and change their total; null if none will. */
  readonly yearTotalChangesAt: Instant | null;
};

/**
 * Where a profile stands in a programme at an instant: worked out from facts alone, so it is right
 * whether or not anything has been done at the anniversary ([T8]).
 */
export const tierStanding = (facts: TierFacts, now: Instant): TierStanding => {
  const { zone } = facts;
  const today = dayIn(now, zone);
  const tomorrow = dayAfter(today);
  const history = tierHistory(facts, today);
  const { held, tally, hasEntered } = history;
  const tier = held === null ? undefined : history.rules.get(held.definitionId);
  const yearTotal = tally.yearBefore(today) + tally.between(today, tomorrow);
  const { next, previous } = neighbours(history, tier);
  const lastDay = tally.lastDayAsOn(today);
  return {
    held: held && tier ? shown(held, tier, zone) : null,
    hasEntered,
    next,
    previous,
    ...progressOf(history, tier),
    yearTotal,
    nextRemaining: next && Math.max(0, next.valueMin - yearTotal),
    yearTotalChangesAt: lastDay && endOfDay(lastDay, zone),
  };
};

const shown = (held: HeldTier, tier: TierDefinition, zone: TimeZone): HeldStanding => ({
  tier,
  achievedAt: firstInstantOf(held.achievedOn, zone),
  anniversaryAt: lastInstantOf(held.anniversaryOn, zone),
  maintainedAt: held.maintainedOn && lastInstantOf(held.maintainedOn, zone),
  assignedAt: held.assignedAt,
});

const neighbours = ({ rules }: TierHistory, tier: TierDefinition | undefined) => {
  const tiers = reachableTiers(rules);
  if (!tier) return { next: tiers[0] ?? null, previous: null };
  return {
    next: tiers.find((each) => compareTiers(each, tier) > 0) ?? null,
    previous: tiers.findLast((each) => compareTiers(each, tier) < 0) ?? null,
  };
};

const progressOf = (history: TierHistory, tier: TierDefinition | undefined) => {
  const { held } = history;
  if (!held || !tier) return { credit: 0, progress: 0, remaining: 0, sinceAchieved: 0 };
  const end = dayAfter(held.anniversaryOn);
  const credit = creditOf(history, held);
  const progress = sinceCycle(history, held, end);
  return {
    credit,
    progress,
    remaining: tier.isFloor ? 0 : Math.max(0, maintainValue(tier) - credit - progress),
    sinceAchieved: sinceAchieved(history, held, end),
  };
};
