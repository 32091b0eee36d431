import { foldEmail, formsOfIdentifier, normaliseIdentifier } from "./contact-forms.ts";
import { EMAIL_LENGTH_MAX, normaliseEmail } from "./email.ts";
import { foldText } from "./fold-text.ts";
import { queryWords, respelledWords } from "./name-words.ts";
import { plainCharacters } from "./plain-characters.ts";

/** What a typed text may mean. Each part is looked up in the fields that could hold it. */
export type SearchQuery = {
  /** The whole text as words of a name. */
  readonly words: readonly string[];
  /** The same, unless it has an email address in it: those aren't names with typos. */
  readonly wordsWithTypos: readonly string[];
  /** Other spellings of the same words. */
  readonly respelled: readonly (readonly string[])[];
  /** The words next to a number or an email address: "smith 5678" must match both. */
  readonly besides: readonly string[];
  readonly phone: PhoneQuery | null;
  /** The digits of the phone number that the whole text is by the rule for saving (E.164). */
  readonly wholePhone: string | null;
  readonly email: string | null;
  /** The whole text as an identifier. */
  readonly identifier: string | null;
  /** The other forms of that identifier: with more or fewer zeros at the start. */
  readonly closeIdentifiers: readonly string[];
  /** The start of an identifier that the text may be. */
  readonly identifierPrefix: string | null;
  /** The same text without one of its words, for when nobody has all of them. */
  readonly withoutOne: readonly string[];
};

/** The digits that may be a phone number, or part of one. */
export type PhoneQuery = {
  /** With the country code. Several, because some countries dial 0011 or 011 before it. */
  readonly international: readonly string[];
  /** As dialled within the country, or the end of any number; null after `+`. */
  readonly national: string | null;
};

/**
 * The longest text that is searched for: an email address, or two long names. Anything longer
 * finds nothing.
 */
export const QUERY_LENGTH_MAX = EMAIL_LENGTH_MAX;
/** The fewest characters of a number or an identifier to search by. */
const NUMBER_LENGTH_MIN = 3;
/** As pasted, with characters that don't count. */
const RAW_LENGTH_MAX = 4 * QUERY_LENGTH_MAX;

/**
 * Parses what was typed or pasted; null when there is nothing to search for, or far too much.
 * `phone` is what `normalisePhone` makes of the text, which takes the country that it's dialled in.
 */
export const parseQuery = (raw: string, phone: string | null = null): SearchQuery | null => {
  if (raw.length > RAW_LENGTH_MAX) return null;
  const plain = plainCharacters(raw).trim();
  const written = plain.replace(MASK, " ").replace(DASHES, "-").replace(TELEPHONE_LINK, "");
  const text = foldText(written).trim();
  if (plain === "" || plain.length > QUERY_LENGTH_MAX) return null;
  const pieces = text.split(/\s+/);
  const address = pieces.find((piece) => piece.includes("@"));
  const numbers = pieces.filter((piece) => PHONE_PIECE.test(piece));
  const others = pieces.filter((piece) => piece !== address && !numbers.includes(piece));
  const digits = digitsOf(numbers.join(""));
  const besides = queryWords(others.join(" "));
  const identifier = normaliseIdentifier(plain);
  const identifierPrefix = besides.length === 0 ? identifier : (digits ?? identifier);
  const words = queryWords(plain);
  const phoneQuery = digits === null ? null : readPhone(numbers.join(""), digits);
  return {
    words,
    wordsWithTypos: address === undefined ? words : [],
    respelled: respelledWords(plain),
    besides: phoneQuery === null && address === undefined ? [] : besides,
    phone: phoneQuery,
    wholePhone: phone?.slice(1) ?? null,
    email: readEmail(raw, address ?? (pieces.length === 1 ? text : null)),
    identifier,
    closeIdentifiers: formsOfIdentifier(plain).filter((form) => form !== identifier),
    identifierPrefix:
      identifierPrefix === null || identifierPrefix.length < NUMBER_LENGTH_MIN
        ? null
        : identifierPrefix,
    withoutOne: textsWithoutOne(others, numbers.join(" "), address),
  };
};

/** In "+61 (0)412" the 0 is dialled only without the country code. */
const digitsOf = (text: string): string | null => {
  const digits = text.replace(/\(0\)/g, "").replace(/[^0-9]/g, "");
  return digits.length < NUMBER_LENGTH_MIN ? null : digits;
};

const readPhone = (text: string, digits: string): PhoneQuery => {
  if (text.startsWith("+")) return { international: [digits], national: null };
  const ways = [/^00/, /^0011/, /^01[01]/].flatMap((prefix) => {
    const rest = digits.replace(prefix, "");
    return prefix.test(digits) && rest.length >= NUMBER_LENGTH_MIN ? [rest] : [];
  });
  return { international: ways, national: digits };
};

/** The text as an email address or the start of one, without what it was copied with. */
const readEmail = (raw: string, piece: string | null): string | null => {
  const whole = normaliseEmail(raw);
  if (whole !== null) return foldEmail(whole);
  if (piece === null || !piece.includes("@")) return piece;
  return foldEmail(piece.replace(/^(?:mailto:|[<("'])+/, "").replace(/[>)"',;]+$/, ""));
};

/** A text of several words without each of them in turn. A number counts as one word. */
const textsWithoutOne = (
  words: readonly string[],
  number: string,
  address: string | undefined,
): readonly string[] => {
  const all = [...words, number, address ?? ""].filter((piece) => piece !== "");
  if (all.length < 2 || all.length > WORDS_MAX) return [];
  return all.map((_, at) => all.filter((_piece, other) => other !== at).join(" "));
};

const WORDS_MAX = 8;
/** Digits and what people write between them. */
const PHONE_PIECE = /^[+(]?[0-9+()./-]*$/;
const DASHES = /[‐‑‒–—―−]/g;
/** What stands for the digits that aren't shown: ••• 052. */
const MASK = /[•…]+/g;
const TELEPHONE_LINK = /^\s*tel:/i;
