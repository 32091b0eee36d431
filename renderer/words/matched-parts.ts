import { normaliseName } from "#shared/profile/name-words.ts";

/** A piece of a text, and whether it is what somebody typed. */
export type MatchedPart = { readonly text: string; readonly isMatch: boolean };

/** A name in pieces: the starts of its words that were typed, and what is between them. */
export const matchedParts = (name: string, typed: string): readonly MatchedPart[] => {
  const wanted = typed.split(/\s+/).map(normaliseName).filter(Boolean);
  return name.split(/([\s-]+)/).flatMap((word) => {
    const letters = [...word];
    const length = Math.max(0, ...wanted.map((start) => lengthOf(start, letters)));
    return [
      { text: letters.slice(0, length).join(""), isMatch: true },
      { text: letters.slice(length).join(""), isMatch: false },
    ].filter(({ text }) => text !== "");
  });
};

/** How many letters of a word a typed start takes up, however they are written; 0 for none. */
const lengthOf = (start: string, letters: readonly string[]): number =>
  letters.findIndex((_, at) => normaliseName(letters.slice(0, at + 1).join("")).startsWith(start)) +
  1;
