/** Takes a text in only the first time, and gives its number every time. */
export const enterOnce = (
  known: Map<string, number>,
  token: string,
  enter: (token: string) => number,
): number => {
  const before = known.get(token);
  if (before !== undefined) return before;
  const entry = enter(token);
  known.set(token, entry);
  return entry;
};
