/** How many whole percent a part is of something more than zero: 2 of 3 is 66. */
export const percentOf = (part: number, whole: number): number => Math.floor((100 * part) / whole);

/** So many percent of a whole number, rounded down: 50 percent of 5 is 2. */
export const percentFrom = (whole: number, percent: number): number =>
  Math.floor((whole * percent) / 100);
