import { plainCharacters } from "./plain-characters.ts";

/**
 * Normalises text for comparison, the same for devices and the server: lower case, without accents
 * and invisible characters, full-width letters and half-width kana as plain ones, katakana as
 * hiragana, the digits of any script as 0 to 9, and letters that Unicode doesn't decompose (ø, ß, ł
 * …) spelt as people without that key type them. Idempotent.
 */
export const foldText = (text: string): string =>
  PRINTABLE_ASCII.test(text)
    ? text.toLowerCase()
    : plainCharacters(text)
        .normalize("NFKD")
        .toLowerCase()
        .normalize("NFKD")
        .replace(MARKS, "")
        // A mark by itself may have stood between two spaces.
        .replace(/ +/g, " ")
        .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - TO_HIRAGANA))
        .replace(LETTERS_TO_SPELL, (letter) => SPELLINGS[letter] ?? letter);

const PRINTABLE_ASCII = /^[ -~]*$/;
const KATAKANA = /[\u30a1-\u30f6\u30fd\u30fe]/g;
/** Unicode keeps both kana in the same order. */
const TO_HIRAGANA = 0x60;
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
