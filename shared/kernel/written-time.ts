import { Temporal } from "temporal-polyfill";
import {
  type CalendarDay,
  calendarDaySchema,
  type DayOrInstant,
  firstInstantOf,
  type Instant,
  instant,
  type TimeZone,
  UTC,
  type WrittenTime,
  zoned,
} from "./time.ts";

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
 * Parses `YYYY-MM-DD HH:MM[:SS]` as UTC, the same with an offset, or `YYYY-MM-DD` as a day; null if
 * it is none of these.
 */
export const parseV3 = (text: string): DayOrInstant | null => {
  const written = parseWritten(text);
  return written !== null && typeof written === "object" ? firstInstantOf(written, UTC) : written;
};

/** Parses the same, but a time without an offset is local to a zone that the caller finds out. */
export const parseWritten = (text: string): WrittenTime | null => {
  const written = readWritten(text);
  if (written === null) return null;
  const { date, time, offset } = written;
  if (time === null) return dayOf(date);
  const local = `${date}T${time}`;
  return offset === null ? { local } : instantAt(local, offset);
};

/** Parses a calendar day, `YYYY-MM-DD`. A time of day must make sense, and is dropped. */
export const parseDay = (text: string): CalendarDay | null => {
  const written = readWritten(text);
  return written && dayOf(written.date);
};

/**
 * Parses a local date and time (`YYYY-MM-DD HH:MM[:SS]`) in a zone; a date alone is the beginning
 * of that day. Null if it is neither.
 */
export const parseLocal = (text: string, zone: TimeZone): Instant | null => {
  const written = readWritten(text);
  if (written === null || written.offset !== null) return null;
  return instant(
    Temporal.PlainDateTime.from(`${written.date}T${written.time ?? "00:00"}`).toZonedDateTime(zone)
      .epochMilliseconds,
  );
};

/** A date, perhaps with a time, perhaps with an offset: in ISO 8601, with a space allowed for T. */
const WRITTEN =
  /^(\d{4}-?\d{2}-?\d{2})(?:[ Tt](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

const readWritten = (text: string) => {
  const [, date, time = null, offset = null] = WRITTEN.exec(text.trim()) ?? [];
  if (date === undefined) return null;
  try {
    // Refuses days and times that don't exist.
    Temporal.PlainDateTime.from(time === null ? date : `${date}T${time}`);
    return { date, time, offset };
  } catch {
    return null;
  }
};

const dayOf = (date: string): CalendarDay =>
  calendarDaySchema.parse(Temporal.PlainDate.from(date).toString());

const instantAt = (local: string, offset: string): Instant | null => {
  try {
    return instant(Temporal.Instant.from(`${local}${offset}`).epochMilliseconds);
  } catch {
    return null;
  }
};
