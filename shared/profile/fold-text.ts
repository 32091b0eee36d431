/**
 * Normalises text for comparison: lower case, without accents, full-width letters and digits as
 * plain ones, and letters that Unicode doesn't decompose (ø, ß, ł …) spelt as people without that
 * key type them. Idempotent.
 */
export const foldText = (text: string): string =>
  PRINTABLE_ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .toLowerCase()
        .normalize("NFKD")
        .replace(MARKS, "")
        .replace(LETTERS_TO_SPELL, (letter) => SPELLINGS[letter] ?? letter);

const PRINTABLE_ASCII = /^[ -~]*$/;
const MARKS = /\p{M}+/gu;
const LETTERS_TO_SPELL = /[ßæœøłđðþıς]/g;
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
};
