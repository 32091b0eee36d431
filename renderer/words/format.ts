import { type Currency, currencyOf, perCurrency } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { calendarDistance, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { inOnePiece } from "./catalogue.ts";
import { say } from "./say-first.ts";

/** How this tenant and location write money, numbers and times. */
export type Format = {
  /** "$20.00"; in the tenant's currency unless another is given */
  readonly money: (amount: Cents, currency?: string) => string;
  /** "+$20.00", "−$20.00" */
  readonly signedMoney: (amount: Cents) => string;
  /** "$20" for a whole amount, for buttons */
  readonly shortMoney: (amount: Cents) => string;
  readonly count: (value: number) => string;
  /** "3 Jun 2025"; in the location's time zone unless another is given */
  readonly date: (at: Instant, zone?: TimeZone) => string;
  /** "Wednesday, 3 June" */
  readonly weekday: (at: Instant) => string;
  /** "14:05" */
  readonly time: (at: Instant) => string;
  /** "3 Jun 2025, 14:05" */
  readonly dateTime: (at: Instant) => string;
  /** "14:05" today, otherwise "3 Jun, 14:05" */
  readonly moment: (at: Instant, now: Instant) => string;
  /** "just now", "4 min ago", "3 days ago" */
  readonly ago: (at: Instant, now: Instant) => string;
  /**
   * "today", "tomorrow", "in 12 days", by calendar days in the zone; "in 6 months" for distant
   * dates
   */
  readonly untilDay: (at: Instant, now: Instant, zone?: TimeZone) => string;
  /** "today", "yesterday", "5 days ago", "3 weeks ago"; a date once it is two months ago */
  readonly pastDay: (at: Instant, now: Instant, zone?: TimeZone) => string;
  /** "Jun 2025": the month of an instant */
  readonly month: (at: Instant, zone?: TimeZone) => string;
  /** "45 sec", "4 min", "3 hr", "2 days" */
  readonly duration: (ms: number) => string;
  /** "12.4 MB" */
  readonly bytes: (bytes: number) => string;
  /** "3 June", "3 June 1984": a birthday, which has no zone and may have no year */
  readonly dayOfYear: (day: number, month: number, year: number | null) => string;
  /** How many decimals an amount has: 2 for dollars, 0 for yen. */
  readonly currencyDigits: number;
  /** The decimal separator of the locale. */
  readonly decimalSeparator: string;
  /** "$", "€" */
  readonly currencySymbol: string;
};

/** Creates the formatter of all money and times on screen. An unknown locale falls back to `en`. */
export const createFormat = (place: {
  readonly locale: string;
  readonly currency: string;
  readonly timeZone: TimeZone;
}): Format => {
  const locale = knownLocale(place.locale);
  const inZone = (options: Intl.DateTimeFormatOptions, zone: string = place.timeZone) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  const byZone = new Map<string, Intl.DateTimeFormat>();
  const dateIn = (zone: string): Intl.DateTimeFormat => {
    const held = byZone.get(zone) ?? inZone({ dateStyle: "medium" }, zone);
    byZone.set(zone, held);
    return held;
  };

  const currency = currencyOf(place.currency);
  const major = (amount: Cents): number => centsToDecimal(amount, currency);
  const money = new Intl.NumberFormat(locale, currencyStyle(currency));
  const moneyIn = perCurrency((other) => {
    const format =
      other.code === currency.code ? money : new Intl.NumberFormat(locale, currencyStyle(other));
    return (amount: Cents): string => format.format(centsToDecimal(amount, other));
  });
  const signed = new Intl.NumberFormat(locale, {
    ...currencyStyle(currency),
    signDisplay: "exceptZero",
  });
  const short = new Intl.NumberFormat(locale, {
    ...currencyStyle(currency),
    trailingZeroDisplay: "stripIfInteger",
  });
  const count = new Intl.NumberFormat(locale);
  const weekday = inZone({ weekday: "long", day: "numeric", month: "long" });
  const clock = inZone({ timeStyle: "short" });
  const dayAndClock = inZone({
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
  const full = inZone({ dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const relativeDays = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const today = inZone({ dateStyle: "short" });

  return {
    money: (amount, code = place.currency) => inOnePiece(moneyIn(currencyOf(code))(amount)),
    // Some locales use a hyphen, which is short and faint next to digits.
    signedMoney: (amount) => inOnePiece(signed.format(major(amount)).replace("-", "−")),
    shortMoney: (amount) => inOnePiece(short.format(major(amount))),
    count: (value) => count.format(value),
    date: (at, zone) => dateIn(zone ?? place.timeZone).format(at),
    weekday: (at) => weekday.format(at),
    time: (at) => clock.format(at),
    dateTime: (at) => full.format(at),
    moment: (at, now) =>
      today.format(at) === today.format(now) ? clock.format(at) : dayAndClock.format(at),
    ago: (at, now) => {
      const { value, unit } = largestUnit(Math.max(0, now - at));
      return unit === "second" && value < 30
        ? say("format.just_now")
        : relative.format(-value, unit);
    },
    untilDay: (at, now, zone) => {
      const { value, unit } = calendarUnit(calendarDistance(now, at, zone ?? place.timeZone));
      return relativeDays.format(value, unit);
    },
    pastDay: (at, now, zone = place.timeZone) => {
      const days = Math.max(0, -calendarDistance(now, at, zone).days);
      if (days >= DATED_AFTER_DAYS) return dateIn(zone).format(at);
      return days < 2 * WEEK_DAYS
        ? relativeDays.format(-days, "day")
        : relativeDays.format(-Math.floor(days / WEEK_DAYS), "week");
    },
    month: (at, zone) => inZone({ month: "short", year: "numeric" }, zone).format(at),
    duration: (ms) => {
      const { value, unit } = largestUnit(Math.max(0, ms));
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(
        value,
      );
    },
    bytes: (bytes) =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "megabyte",
        maximumFractionDigits: 1,
      }).format(bytes / MEGABYTE),
    dayOfYear: (day, month, year) =>
      new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "long",
        ...(year === null ? {} : { year: "numeric" }),
        timeZone: "UTC",
        // Without a year, 29 February needs a leap year.
      }).format(Date.UTC(year ?? 2000, month - 1, day)),
    currencyDigits: currency.digits,
    decimalSeparator: partOf(count, "decimal", "."),
    currencySymbol: partOf(money, "currency", place.currency),
  };
};

// `Intl` has its own idea of how many decimals a currency has; ours is the ledger's.
const currencyStyle = ({ code, digits }: Currency): Intl.NumberFormatOptions => ({
  style: "currency",
  currency: code,
  currencyDisplay: "narrowSymbol",
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

const partOf = (format: Intl.NumberFormat, type: string, otherwise: string): string =>
  format.formatToParts(1234.5).find((part) => part.type === type)?.value ?? otherwise;

const MEGABYTE = 1_000_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_DAYS = 7;
const DATED_AFTER_DAYS = 61;

type RelativeUnit = "second" | "minute" | "hour" | "day";

const largestUnit = (ms: number): { readonly value: number; readonly unit: RelativeUnit } => {
  if (ms >= 2 * DAY_MS) return { value: Math.floor(ms / DAY_MS), unit: "day" };
  if (ms >= HOUR_MS) return { value: Math.floor(ms / HOUR_MS), unit: "hour" };
  if (ms >= MINUTE_MS) return { value: Math.floor(ms / MINUTE_MS), unit: "minute" };
  return { value: Math.floor(ms / 1000), unit: "second" };
};

/** Days up to two months, then months, and years from two years on: nobody counts 731 days. */
const calendarUnit = ({
  days,
  months,
}: {
  readonly days: number;
  readonly months: number;
}): { readonly value: number; readonly unit: "day" | "month" | "year" } => {
  if (months >= 24) return { value: Math.round(months / 12), unit: "year" };
  return days >= 61 ? { value: months, unit: "month" } : { value: days, unit: "day" };
};

const knownLocale = (locale: string): string => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0 ? locale : "en";
  } catch {
    return "en";
  }
};
