import { Temporal } from "temporal-polyfill";
import { type CalendarDay, DAY_MS, firstInstantOf, type Instant, type TimeZone } from "./time.ts";

/** The day after. */
export const dayAfter = (day: CalendarDay): CalendarDay =>
  // In UTC, where every day has 24 hours.
  new Date(Date.parse(day) + DAY_MS).toISOString().replace("T00:00:00.000Z", "") as CalendarDay;

/** The same day that many years later; 29 February becomes the 28th in a year that has none. */
export const yearsAfter = (day: CalendarDay, years: number): CalendarDay =>
  Temporal.PlainDate.from(day).add({ years }).toString() as CalendarDay;

/** The first instant of the day after: when something that lasts until the end of a day is over. */
export const endOfDay = (day: CalendarDay, zone: TimeZone): Instant =>
  firstInstantOf(dayAfter(day), zone);
