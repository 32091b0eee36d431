/** SQL for "the column holds one of these words": those of a closed list, never a caller's. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `${column} in (${words.map((word) => `'${word}'`).join(", ")})`;
