import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { type CalendarDay, type Instant, instant, type TimeZone, zoned } from "./time.ts";

/** A time of day on the clock of a place: 09:30. Which moment that is depends on day and zone. */
export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 09:30");

/** How often a clock shows a time on a day: when clocks change, some never and some twice. */
export type Occurrence = "once" | "skipped" | "twice";

/**
 * The moment of a time on the clock of a place. One that happens twice means the first; one that is
 * skipped counts as that much later.
 */
export const momentAt = (
  day: CalendarDay,
  time: string,
  zone: TimeZone,
): { readonly at: Instant; readonly occurs: Occurrence } => {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`);
  const at = local.toZonedDateTime(zone);
  const other = local.toZonedDateTime(zone, { disambiguation: "later" });
  const isShown = at.toPlainDateTime().equals(local);
  const occurs = isShown ? (at.equals(other) ? "once" : "twice") : "skipped";
  return { at: instant(at.epochMilliseconds), occurs };
};

/** The time that the clock of a place shows, in whole minutes. */
export const clockTimeOf = (at: Instant, zone: TimeZone): string =>
  zoned(at, zone).toPlainTime().toString({ smallestUnit: "minute", roundingMode: "trunc" });

/** How many minutes after midnight a clock shows a time. */
export const minutesOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The time so many minutes after midnight; the last minute of the day if it would be later. */
export const timeAfter = (minutes: number): string => {
  const within = Math.min(Math.max(0, Math.trunc(minutes)), 24 * 60 - 1);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
};
