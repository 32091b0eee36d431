import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { unreachable } from "./assert.ts";
import {
  type CalendarDay,
  calendarDaySchema,
  type Instant,
  instant,
  lastInstantOf,
  type TimeZone,
  zoned,
} from "./time.ts";

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
    readonly absoluteExpiry: CalendarDay | null;
  },
): Instant | null => {
  const date = zoned(issuedAt, zone).toPlainDate();
  switch (rule.periodType) {
    case "absolute_date":
      return rule.absoluteExpiry === null ? null : lastInstantOf(rule.absoluteExpiry, zone);
    case "absolute_week":
      return endOfDay(date.add({ days: 7 - date.dayOfWeek }), zone);
    case "absolute_month":
      return endOfDay(date.with({ day: date.daysInMonth }), zone);
    case "days":
    case "weeks":
    case "months":
    case "years":
      return rule.period === null
        ? null
        : endOfDay(date.add({ [rule.periodType]: rule.period }), zone);
    default:
      return unreachable(rule.periodType);
  }
};

/** The last whole second of a local day. */
const endOfDay = (date: Temporal.PlainDate, zone: TimeZone): Instant =>
  lastInstantOf(calendarDaySchema.parse(date.toString()), zone);

/** What a delay is counted in. Hours are elapsed time; the others are steps of the calendar. */
export const delayTypeSchema = z.enum(["hours", "days", "weeks", "months", "years"]);
export type DelayType = z.infer<typeof delayTypeSchema>;

/**
 * The instant that much later. A day later is the same time of day in the zone, whatever the clocks
 * do in between; a month later is the same day, or the last one of a shorter month.
 */
export const delayedBy = (
  at: Instant,
  zone: TimeZone,
  delay: { readonly period: number; readonly type: DelayType },
): Instant => instant(zoned(at, zone).add({ [delay.type]: delay.period }).epochMilliseconds);
