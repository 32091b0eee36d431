/** A day of a month without a year, as one number: later in the year is more. */
export type DayOfYear = number;

/** No month has so many days. */
const MONTH = 32;

/** The 24th of December, for example, of any year. */
export const dayOfYear = (month: number, day: number): DayOfYear => month * MONTH + day;

/** The last one. */
export const DAY_OF_YEAR_MAX: DayOfYear = dayOfYear(12, 31);
