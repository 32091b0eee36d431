/**
 * `a × b ÷ by`, exact and rounded towards zero: the product may be larger than a number can hold.
 * All are whole numbers.
 */
export const timesOver = (a: number, b: number, by: number): number => {
  const product = a * b;
  const result = Number.isSafeInteger(product)
    ? Math.trunc(product / by)
    : Number((BigInt(a) * BigInt(b)) / BigInt(by));
  return result === 0 ? 0 : result;
};

/** The same, always rounded down: what is negative away from zero. */
export const floorOver = (a: number, b: number, by: number): number => {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / by);
  const exact = BigInt(a) * BigInt(b);
  const over = BigInt(by);
  const rest = ((exact % over) + over) % over;
  return Number((exact - rest) / over);
};

/** The same for positive numbers, rounded up. */
export const timesOverUp = (a: number, b: number, by: number): number => {
  const down = timesOver(a, b, by);
  return BigInt(a) * BigInt(b) > BigInt(down) * BigInt(by) ? down + 1 : down;
};
