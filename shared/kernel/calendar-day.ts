import { addToDay, type CalendarDay, firstInstantOf, type Instant, type TimeZone } from "./time.ts";

/** The day after. */
export const dayAfter = (day: CalendarDay): CalendarDay => {
  const date = Number(day.slice(8)) + 1;
  // Rarely by a Date, which takes 2 µs: a replay asks for it for many days.
  if (date > 28) return addToDay(day, { days: 1 });
  return `${day.slice(0, 8)}${String(date).padStart(2, "0")}` as CalendarDay;
};

/** The same day that many years later; 29 February becomes the 28th in a year that has none. */
export const yearsAfter = (day: CalendarDay, years: number): CalendarDay => {
  // Not by Temporal, which takes 10 µs: a sale asks for it for each day of a member's tiers.
  const year = Number(day.slice(0, 4)) + years;
  const date = day.slice(4);
  const exists = date !== "-02-29" || isLeap(year);
  return `${String(year).padStart(4, "0")}${exists ? date : "-02-28"}` as CalendarDay;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The first instant of the day after: when something that lasts until the end of a day is over. */
export const endOfDay = (day: CalendarDay, zone: TimeZone): Instant =>
  firstInstantOf(dayAfter(day), zone);
