import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A moment in time: whole milliseconds since 1970-01-01T00:00Z. Always shown with a TimeZone. */
export const instantSchema = z
  .int()
  .min(-62_135_596_800_000)
  .max(253_402_300_799_999)
  .brand<"Instant">();
export type Instant = z.infer<typeof instantSchema>;

/** Turns a number of milliseconds into an Instant. */
export const instant = (ms: number): Instant => instantSchema.parse(Math.trunc(ms));

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

/** DOMAIN §5.5: how long an incentive lasts. */
export const periodTypeSchema = z.enum([
  "days",
  "weeks",
  "months",
  "years",
  "absolute_date",
  "absolute_week",
  "absolute_month",
]);
export type PeriodType = z.infer<typeof periodTypeSchema>;

export const addMs = (at: Instant, ms: number): Instant => instant(at + ms);
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const zoned = (at: Instant, zone: TimeZone) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

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

/** The last whole second of the local day that contains `at` (DOMAIN §5.5). */
export const endOfLocalDay = (at: Instant, zone: TimeZone): Instant =>
  endOf(zoned(at, zone).toPlainDate(), zone);

const endOf = (date: Temporal.PlainDate, zone: TimeZone): Instant =>
  instant(date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1000);

/**
 * When something issued at `issuedAt` expires: at the end of the local day, `period` units later
 * (DOMAIN §5.5). `absolute_date` uses `absoluteExpiry`; `absolute_week` and `absolute_month` end
 * with the week or month of issue. Null means never.
 */
export const expiryOf = (
  issuedAt: Instant,
  zone: TimeZone,
  rule: {
    readonly period: number | null;
    readonly periodType: PeriodType;
    readonly absoluteExpiry: Instant | null;
  },
): Instant | null => {
  const date = zoned(issuedAt, zone).toPlainDate();
  switch (rule.periodType) {
    case "absolute_date":
      return rule.absoluteExpiry === null ? null : endOfLocalDay(rule.absoluteExpiry, zone);
    case "absolute_week":
      return endOf(date.add({ days: 7 - date.dayOfWeek }), zone);
    case "absolute_month":
      return endOf(date.with({ day: date.daysInMonth }), zone);
    case "days":
    case "weeks":
    case "months":
    case "years":
      return rule.period === null
        ? null
        : endOf(date.add({ [rule.periodType]: rule.period }), zone);
  }
};

/** `YYYY-MM-DD HH:MM:SS` in UTC: how the v3 API writes an instant (DOMAIN §1.2). */
export const formatV3 = (at: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toString({ smallestUnit: "second" })
    .replace("T", " ")
    .replace("Z", "");

/** `YYYY-MM-DD HH:MM:SS` in a zone: the v3 `*_local_at` fields. */
export const formatV3Local = (at: Instant, zone: TimeZone): string =>
  zoned(at, zone).toPlainDateTime().toString({ smallestUnit: "second" }).replace("T", " ");

/**
 * Parses `YYYY-MM-DD[ HH:MM[:SS]]` as UTC, or an ISO string with an offset; null if it is neither.
 */
export const parseV3 = (text: string): Instant | null => {
  const trimmed = text.trim();
  try {
    if (/(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(trimmed) && trimmed.length > 10) {
      return instant(Temporal.Instant.from(trimmed.replace(" ", "T")).epochMilliseconds);
    }
    return instantAt(trimmed, UTC);
  } catch {
    return null;
  }
};

/** Parses a local date and time (`YYYY-MM-DD HH:MM:SS`) in a zone; null if it isn't one. */
export const parseLocal = (text: string, zone: TimeZone): Instant | null => {
  try {
    return instantAt(text.trim(), zone);
  } catch {
    return null;
  }
};

const instantAt = (text: string, zone: TimeZone): Instant =>
  instant(
    Temporal.PlainDateTime.from(text.replace(" ", "T")).toZonedDateTime(zone).epochMilliseconds,
  );
