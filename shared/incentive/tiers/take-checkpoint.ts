import { dayAfter, yearsAfter } from "#shared/kernel/calendar-day.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { TierCheckpoint } from "./tier-checkpoint.ts";
import type { TierFacts } from "./tier-facts.ts";
import { sinceAchieved, tierHistory } from "./tier-history.ts";

/** How many years of days are replayed before they get a checkpoint. */
const YEARS_MAX = 4;

/**
 * The checkpoint for the next replay: the one there is, or a new one as of a year ago again
 * than four years would have to be replayed ([T11]). So it is rarely taken, and rarely older than a
 * sale that arrives late.
 */
export const nextCheckpoint = (facts: TierFacts, today: CalendarDay): TierCheckpoint | null => {
  const oldest = facts.days[0]?.day;
  const isShort = oldest === undefined || oldest > yearsAfter(today, -YEARS_MAX);
  return isShort ? facts.checkpoint : takeCheckpoint(facts, yearsAfter(today, -1));
};

/** What facts come to by the end of a day. */
export const takeCheckpoint = (facts: TierFacts, through: CalendarDay): TierCheckpoint => {
  const history = tierHistory(facts, through);
  const { held, hasEntered } = history;
  const points = held === null ? 0 : sinceAchieved(history, held, dayAfter(through));
  return { through, held, hasEntered, sinceAchieved: points };
};
