import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import { dayAfter, yearsAfter } from "#shared/kernel/calendar-day.ts";
import {
  addMs,
  addToDay,
  type CalendarDay,
  DAY_MS,
  dayIn,
  firstInstantOf,
  type Instant,
  later,
} from "#shared/kernel/time.ts";
import type { TierCheckpoint } from "./tier-checkpoint.ts";
import type { TierDay, TierFacts } from "./tier-facts.ts";
import { tallyOf } from "./tier-tally.ts";

/** A profile with at most this many days of the last year is sent them as they are. */
const DAYS_MAX = 50;

/** What is sent together is sent again after so many days, */
const AGAIN_DAYS = 14;
/** which is put off once it is as close as this: not with every sale of a daily shopper. */
const PUT_OFF_DAYS = 4;

/**
 * When devices need a programme's days again, because they hold many of them together that won't
 * leave the twelve months together ([T15]); null: never, so they are sent them as they are.
 * `before` is what it was at the last change.
 */
export const sendTiersAgainAt = (
  { days, zone }: Pick<TierFacts, "days" | "zone">,
  before: Instant | null,
  now: Instant,
): Instant | null => {
  const today = dayIn(now, zone);
  const yearAgo = yearsAfter(today, -1);
  const counted = days
    .filter(({ day }) => yearAgo <= day && day <= today)
    .reduce((sum, { together = 1 }) => sum + together, 0);
  if (counted <= DAYS_MAX) return null;
  const isFar = before !== null && before > addMs(now, PUT_OFF_DAYS * DAY_MS);
  return isFar ? before : firstInstantOf(addToDay(today, { days: AGAIN_DAYS }), zone);
};

/**
 * The days of a programme as devices hold them: with the checkpoint, they say what all of them say
 * until `againAt`, and three days longer (null: always). By themselves are those after the
 * checkpoint, and those that leave the twelve months by then, with the first that leaves later and
 * changes their total. The others of a month are together on the first of them, so they leave early
 * and not late. What has left is in the checkpoint.
 */
export const tierDaysForDevice = (
  { days, zone }: Pick<TierFacts, "days" | "zone">,
  checkpoint: TierCheckpoint,
  againAt: Instant | null,
): readonly TierDay[] => {
  const { through } = checkpoint;
  const isTogether = ((): ((leaves: CalendarDay) => boolean) => {
    if (againAt === null) return () => false;
    // If it is overdue, as of the day after the checkpoint.
    const known = later(againAt, firstInstantOf(dayAfter(through), zone));
    const until = dayAfter(dayIn(addMs(known, EXACT_WITHOUT_CONTACT_MS), zone));
    const alone = tallyOf(days).lastDayAsOn(dayAfter(until)) ?? until;
    return (leaves) => leaves > alone;
  })();
  const keyOf = (day: CalendarDay): string | null => {
    const leaves = yearsAfter(day, 1);
    if (day > through) return day;
    if (isTogether(leaves)) return day.slice(0, 7);
    return leaves > through ? day : null;
  };
  const sums = new Map<string, TierDay>();
  for (const day of days) {
    const key = keyOf(day.day);
    if (key === null) continue;
    const sum = sums.get(key);
    sums.set(key, sum ? { ...sum, gained: sum.gained + day.gained - day.lost } : netOf(day, key));
  }
  return [...sums.values()];
};

/** What is settled already only needs adding up. */
const netOf = (each: TierDay, key: string): TierDay =>
  key === each.day ? each : { ...each, gained: each.gained - each.lost, lost: 0 };
