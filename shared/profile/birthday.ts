import { Temporal } from "temporal-polyfill";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";

/** What a date of birth means on a given local day (DOMAIN §3.1, §3.3). */
export type Birthday = {
  /** `YYYY-MM-DD`; null if the year isn't known. */
  readonly birthDate: string | null;
  /** `YYYY-MM-DD`: today, if today is the birthday. */
  readonly nextBirthday: string;
  /** Days from today to the next birthday; 0 on the day itself. */
  readonly daysToNext: number;
  /** Days since the last birthday; 0 on the day itself. */
  readonly daysSinceLast: number;
};

/**
 * The next and last birthdays as of the local day that contains `at`; null without a day and a
 * month. Outside leap years, a birthday on 29 February falls on the 28th.
 */
export const birthdayOf = (
  birth: {
    readonly birthDay: number | null;
    readonly birthMonth: number | null;
    readonly birthYear: number | null;
  },
  at: Instant,
  zone: TimeZone,
): Birthday | null => {
  const { birthDay: day, birthMonth: month, birthYear } = birth;
  if (day === null || month === null) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const inYear = (year: number) => Temporal.PlainDate.from({ year, month, day });
  const thisYear = inYear(today.year);
  const isPast = Temporal.PlainDate.compare(thisYear, today) < 0;
  const next = isPast ? inYear(today.year + 1) : thisYear;
  const isAhead = Temporal.PlainDate.compare(thisYear, today) > 0;
  const last = isAhead ? inYear(today.year - 1) : thisYear;
  return {
    birthDate: birthYear === null ? null : inYear(birthYear).toString(),
    nextBirthday: next.toString(),
    daysToNext: today.until(next, { largestUnit: "days" }).days,
    daysSinceLast: last.until(today, { largestUnit: "days" }).days,
  };
};
