import { Temporal } from "temporal-polyfill";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";

/** What follows from a date of birth on one local day (DOMAIN §3.1, §3.3). */
export type Birthday = {
  /** `YYYY-MM-DD`; null while the year is not known. */
  readonly birthDate: string | null;
  /** `YYYY-MM-DD`: today, when today is the birthday. */
  readonly nextBirthday: string;
  /** Days from today to the next birthday; 0 on the day itself. */
  readonly daysToNext: number;
  /** Days since the last birthday; 0 on the day itself. */
  readonly daysSinceLast: number;
};

/**
 * The next and the last birthday seen from the local day that holds `at`; null without a day and a
 * month. Who was born on 29 February has a birthday on the 28th in other years.
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
