import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A moment in time: whole milliseconds since 1970-01-01T00:00Z. Always shown with a TimeZone. */
const FIRST_MS = -62_135_596_800_000;
const LAST_MS = 253_402_300_799_999;
export const instantSchema = z.int().min(FIRST_MS).max(LAST_MS).brand<"Instant">();
export type Instant = z.infer<typeof instantSchema>;

/** The beginning of its second: the API says times in whole seconds. */
export const wholeSecond = (at: Instant): Instant => instant(at - (at % 1000));

/** Turns a number of milliseconds into an Instant. */
export const instant = (ms: number): Instant => {
  const at = Math.trunc(ms);
  // Parsed only to say what is wrong: one decision makes hundreds of them.
  return at >= FIRST_MS && at <= LAST_MS ? (at as Instant) : instantSchema.parse(at);
};

/** Names known to be zones: a check is slow, and the same few names come again and again. */
const knownZones = new Set<string>();
const KNOWN_ZONES_MAX = 1000;

const isTimeZone = (zone: string): boolean => {
  if (knownZones.has(zone)) return true;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    if (knownZones.size < KNOWN_ZONES_MAX) knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
};

/** An IANA time zone name, such as Australia/Melbourne. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, "must be an IANA time zone, such as Australia/Melbourne")
  .brand<"TimeZone">();
export type TimeZone = z.infer<typeof timeZoneSchema>;

export const UTC = timeZoneSchema.parse("UTC");

/** How many answers are remembered. */
const REMEMBERED_MAX = 5_000;

/**
 * A function of something and a zone that remembers its answers, because zones are slow, and one
 * decision asks for the same few days again and again.
 */
const rememberInZone = <Key, Value>(
  work: (key: Key, zone: TimeZone) => Value,
): ((key: Key, zone: TimeZone) => Value) => {
  const byZone = new Map<TimeZone, Map<Key, Value>>();
  let count = 0;
  return (key, zone) => {
    const known = byZone.get(zone)?.get(key);
    if (known !== undefined) return known;
    const made = work(key, zone);
    if (count === REMEMBERED_MAX) byZone.clear();
    count = count === REMEMBERED_MAX ? 1 : count + 1;
    const inZone = byZone.get(zone) ?? new Map<Key, Value>();
    byZone.set(zone, inZone.set(key, made));
    return made;
  };
};

/** A calendar day, such as 2025-06-15. When it starts and ends depends on the zone. */
export const calendarDaySchema = z.iso.date().brand<"CalendarDay">();
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/**
 * When something starts or ends, as somebody wrote it: an instant, or a day from its first to its
 * last second.
 */
export const dayOrInstantSchema = z.union([instantSchema, calendarDaySchema]);
export type DayOrInstant = z.infer<typeof dayOrInstantSchema>;

/** Twenty-four hours. A day of the calendar may be longer or shorter. */
export const DAY_MS = 86_400_000;

/** A date and time as a clock on the wall shows it. Which moment that is depends on the zone. */
export type LocalTime = { readonly local: string };

/** A time as somebody wrote it: one that depends on no zone, or one that does. */
export type WrittenTime = DayOrInstant | LocalTime;

/**
 * The start of a written time in a zone: for a day, its first instant. A local time that happens
 * twice when the clocks go back means the first; one that is skipped when they go forward counts as
 * that much later.
 */
export const firstInstantOf = (written: WrittenTime, zone: TimeZone): Instant => {
  if (typeof written === "number") return written;
  return typeof written === "string"
    ? startOfDay(written, zone)
    : instant(Temporal.PlainDateTime.from(written.local).toZonedDateTime(zone).epochMilliseconds);
};

const startOfDay = rememberInZone(
  (day: CalendarDay, zone): Instant =>
    instant(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds),
);

/**
 * When something that lasts until then ends: a day lasts to its last whole second in the zone
 * (DOMAIN §5.5).
 */
export const lastInstantOf = (written: WrittenTime, zone: TimeZone): Instant =>
  typeof written === "string" ? lastSecondOf(written, zone) : firstInstantOf(written, zone);

const lastSecondOf = rememberInZone(
  (day: CalendarDay, zone): Instant => endOf(Temporal.PlainDate.from(day), zone),
);

/** The first instant after it: the milliseconds of the last second still belong to it. */
export const instantAfter = (written: WrittenTime, zone: TimeZone): Instant =>
  overFrom(lastInstantOf(written, zone));

const LAST_SECOND_MS = 1000;

/** From when what lasts until that second is over. */
export const overFrom = (lastSecond: Instant): Instant => addMs(lastSecond, LAST_SECOND_MS);

/** Whether what lasts until that second is over at an instant. */
export const isOver = (lastSecond: Instant, at: Instant): boolean =>
  at >= lastSecond + LAST_SECOND_MS;

/** The latest last second that is over at an instant: what lasts longer isn't. */
export const lastOver = (at: Instant): Instant => addMs(at, -LAST_SECOND_MS);

/** Whether what starts then has started at an instant; null: it always has. */
export const hasStarted = (start: WrittenTime | null, at: Instant, zone: TimeZone): boolean =>
  start === null || firstInstantOf(start, zone) <= at;

/** Whether what lasts until then is over at an instant; null: it never is. */
export const hasEnded = (end: WrittenTime | null, at: Instant, zone: TimeZone): boolean =>
  end !== null && instantAfter(end, zone) <= at;

/** Arithmetic with instants. */
export const addMs = (at: Instant, ms: number): Instant => instant(at + ms);
export const earlier = (a: Instant, b: Instant): Instant => Math.min(a, b) as Instant;
export const later = (a: Instant, b: Instant): Instant => Math.max(a, b) as Instant;

/** An instant as the clocks and the calendar of a zone show it. */
export const zoned = (at: Instant, zone: TimeZone) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The last whole second of a local day. */
const endOf = (date: Temporal.PlainDate, zone: TimeZone): Instant =>
  instant(date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1000);

/** The first day of the month that a day is in. */
export const monthStartOf = (day: CalendarDay): CalendarDay =>
  calendarDaySchema.parse(`${day.slice(0, 8)}01`);

/**
 * The calendar distance from the local day of `from` to that of `to`, in whole days and rounded to
 * months. Negative if `to` is earlier.
 */
export const calendarDistance = (
  from: Instant,
  to: Instant,
  zone: TimeZone,
): { readonly days: number; readonly months: number } => {
  const start = zoned(from, zone).toPlainDate();
  const end = zoned(to, zone).toPlainDate();
  const roundingMode = "halfExpand";
  return {
    days: start.until(end, { largestUnit: "day" }).days,
    months: start.until(end, { largestUnit: "month", smallestUnit: "month", roundingMode }).months,
  };
};

/** The calendar day of an instant in a zone. */
export const dayIn = rememberInZone(
  (at: Instant, zone): CalendarDay =>
    calendarDaySchema.parse(zoned(at, zone).toPlainDate().toString()),
);

/**
 * The day that many days or months later; earlier if negative. A month may end on a shorter day.
 */
export const addToDay = (
  day: CalendarDay,
  amount: { readonly days: number } | { readonly months: number },
): CalendarDay =>
  calendarDaySchema.parse(
    "days" in amount
      ? daysLater(day, amount.days)
      : Temporal.PlainDate.from(day).add(amount).toString(),
  );

/** Counted in UTC, where every day has 24 hours. */
const daysLater = (day: CalendarDay, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().replace("T00:00:00.000Z", "");

/** The same local time that many days later: 23:59:59 stays 23:59:59 when the clocks change. */
export const addLocalDays = (at: Instant, days: number, zone: TimeZone): Instant =>
  instant(zoned(at, zone).add({ days }).epochMilliseconds);

/** How many days after `from` the day `to` is; negative if it is before. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
