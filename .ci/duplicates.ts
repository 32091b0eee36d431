/** How many lines have to be the same, one after another, to count as a copy. */
const LINES_MIN = 6;

/**
 * The lines of code that are part of a copy: at least six in a row that are the same elsewhere.
 * Imports, comments, blank lines and lines of brackets don't count. `texts` are the files'
 * contents.
 */
export const countDuplicatedLines = (texts: readonly string[]): number => {
  const files = texts.map(codeLinesOf);
  const places = new Map<string, number>();
  for (const lines of files) {
    for (const block of blocksOf(lines)) places.set(block, (places.get(block) ?? 0) + 1);
  }
  return files
    .map((lines) => {
      const copied = new Set<number>();
      blocksOf(lines).forEach((block, first) => {
        if ((places.get(block) ?? 0) < 2) return;
        for (let n = first; n < first + LINES_MIN; n++) copied.add(n);
      });
      return copied.size;
    })
    .reduce((sum, each) => sum + each, 0);
};

const codeLinesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/^import [^;]*;$/gm, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line) && !/^(?:\/\/|\/?\*)/.test(line));

const blocksOf = (lines: readonly string[]): readonly string[] =>
  lines
    .slice(0, Math.max(0, lines.length - LINES_MIN + 1))
    .map((_, first) => lines.slice(first, first + LINES_MIN).join("\n"));
