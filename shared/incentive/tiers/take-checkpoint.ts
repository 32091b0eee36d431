import { dayAfter } from "#shared/kernel/calendar-day.ts";
import { addToDay, type CalendarDay } from "#shared/kernel/time.ts";
import type { TierCheckpoint } from "./tier-checkpoint.ts";
import type { TierFacts } from "./tier-facts.ts";
import { sinceAchieved, sinceCycle, tierHistory, yearBeforeCycle } from "./tier-history.ts";

/** Most returns and late news from devices come sooner than that, and change no older day. */
const SETTLED_DAYS = 35;

/** How many settled days are replayed before they get a checkpoint. */
const REPLAYED_MAX = 30;

/** Whether a checkpoint may stand for a day ([T11]). Two servers' clocks may be a day apart. */
export const mayBeSettled = (day: CalendarDay, today: CalendarDay): boolean =>
  day <= addToDay(today, { days: 1 - SETTLED_DAYS });

/**
 * The checkpoint for the next replay: the one there is, or a new one as of 35 days ago once it
 * spares replaying more than 30 days with points ([T11]).
 */
export const nextCheckpoint = (facts: TierFacts, today: CalendarDay): TierCheckpoint | null => {
  const { checkpoint, days } = facts;
  const through = addToDay(today, { days: -SETTLED_DAYS });
  const isReplayed = (day: CalendarDay) =>
    day <= through && (checkpoint === null || day > checkpoint.through);
  const replayed = days.filter(({ day }) => isReplayed(day)).length;
  return replayed > REPLAYED_MAX ? takeCheckpoint(facts, through) : checkpoint;
};

/** What facts come to by the end of a day. */
export const takeCheckpoint = (facts: TierFacts, through: CalendarDay): TierCheckpoint => {
  const history = tierHistory(facts, through);
  const { held, hasEntered } = history;
  const end = dayAfter(through);
  return {
    ...{ through, held, hasEntered },
    sinceAchieved: held === null ? 0 : sinceAchieved(history, held, end),
    sinceCycle: held === null ? 0 : sinceCycle(history, held, end),
    yearBeforeCycle: held === null ? 0 : yearBeforeCycle(history, held),
  };
};
