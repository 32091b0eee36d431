/** The round in the middle, by one of its figures. */
export const median = <T>(all: readonly T[], by: (one: T) => number): T => {
  const middle = all.toSorted((a, b) => by(a) - by(b))[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error("the median of nothing");
  return middle;
};
