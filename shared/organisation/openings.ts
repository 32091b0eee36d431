import { minutesOf } from "#shared/kernel/clock-time.ts";
import { addToDay, type CalendarDay } from "#shared/kernel/time.ts";
import { parseDay } from "#shared/kernel/written-time.ts";
import type { Location } from "./location.ts";
import type { NormalHours, SpecialHours } from "./opening-hours.ts";

/** From when until when a location is open, in minutes after the midnight at which a day begins. */
export type Opening = { readonly from: number; readonly until: number };

type Hours = Pick<Location, "normalHours" | "specialHours">;

const DAY_MINUTES = 24 * 60;
const WEEKDAYS: readonly NormalHours[number]["day_of_week"][] = [
  ...(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const),
];

/**
 * When a location is open on a day, by its own clock; null if nobody has said it ([X26]). What goes
 * on past midnight is a part of the day after, too.
 */
export const openingsOn = (hours: Hours, day: CalendarDay): readonly Opening[] | null => {
  const own = beginningOn(hours, day);
  const before = beginningOn(hours, addToDay(day, { days: -1 })) ?? [];
  const rest = before.filter(({ until }) => until > DAY_MINUTES);
  return own && [...rest.map(({ until }) => ({ from: 0, until: until - DAY_MINUTES })), ...own];
};

/** Whether a location is open from one minute of a day until another. */
export const isOpenThrough = (openings: readonly Opening[], { from, until }: Opening): boolean => {
  let open = from;
  for (const each of openings.toSorted((a, b) => a.from - b.from)) {
    if (each.from <= open) open = Math.max(open, each.until);
  }
  return open >= until;
};

/** The openings that begin on a day: those of the day itself, else of its day of the week. */
const beginningOn = (
  { normalHours, specialHours }: Hours,
  day: CalendarDay,
): readonly Opening[] | null => {
  const special = (specialHours ?? []).filter((each) => isOn(each, day));
  if (special.length > 0) {
    const timed = special.flatMap(openingOf);
    return timed.length === special.length ? timed : [];
  }
  if (normalHours === null || normalHours.length === 0) return null;
  const weekday = WEEKDAYS[new Date(Date.parse(day)).getUTCDay()];
  return normalHours.filter(({ day_of_week }) => day_of_week === weekday).flatMap(openingOf);
};

const openingOf = ({
  open_at,
  close_at,
}: Pick<SpecialHours[number], "open_at" | "close_at">): readonly Opening[] => {
  if (open_at === null || close_at === null) return [];
  const [from, until] = [minutesOf(open_at), minutesOf(close_at)];
  return [{ from, until: until > from ? until : until + DAY_MINUTES }];
};

/** Whether special hours are for a day; those that repeat, every year. */
const isOn = (
  { start_at, end_at, is_repeating }: SpecialHours[number],
  day: CalendarDay,
): boolean => {
  const [first, last] = [parseDay(start_at), parseDay(end_at)];
  if (first === null || last === null) return false;
  if (!is_repeating) return first <= day && day <= last;
  const [from, until, at] = [first.slice(5), last.slice(5), day.slice(5)];
  return from <= until ? from <= at && at <= until : from <= at || at <= until;
};
