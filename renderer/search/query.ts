import { foldText } from "#shared/profile/fold-text.ts";
import { foldEmail, formsOfIdentifier, normaliseIdentifier } from "./contact-tokens.ts";
import { queryWords, respelledWords } from "./name-tokens.ts";
import { QUERY_LENGTH_MAX } from "./search-row.ts";

/** What a typed text may mean. Each part is looked up in the fields that could hold it. */
export type Query = {
  /** The whole text as words of a name. */
  readonly words: readonly string[];
  /** Other spellings of the same words. */
  readonly respelled: readonly (readonly string[])[];
  /** The words next to a number or an email address: "smith 5678" must match both. */
  readonly besides: readonly string[];
  readonly phone: PhoneQuery | null;
  readonly email: string | null;
  /** The whole text as an identifier. */
  readonly identifier: string | null;
  /** The other forms of that identifier: with more or fewer zeros at the start. */
  readonly closeIdentifiers: readonly string[];
  /** The start of an identifier that the text may be. */
  readonly identifierPrefix: string | null;
};

export type PhoneQuery = {
  readonly digits: string;
  /** It started with `+` or 00, so it includes the country code. */
  readonly isInternational: boolean;
};

/** The fewest characters of a number or an identifier to search by. */
const NUMBER_LENGTH_MIN = 3;

/** Parses what was typed; null when there is nothing to search for, or far too much. */
export const parseQuery = (raw: string): Query | null => {
  if (raw.length > QUERY_LENGTH_MAX) return null;
  const text = foldText(raw).trim();
  const pieces = text.split(/\s+/);
  const address = pieces.find((piece) => piece.includes("@"));
  const numbers = pieces.filter((piece) => PHONE_PIECE.test(piece));
  const others = pieces.filter((piece) => piece !== address && !numbers.includes(piece));
  const phone = readPhone(numbers.join(""));
  const besides = queryWords(others.join(" "));
  const onlyPiece = pieces.length === 1 ? text : null;
  const identifier = normaliseIdentifier(raw);
  const identifierPrefix = besides.length === 0 ? identifier : (phone?.digits ?? identifier);
  if (identifier === null || !LETTER_OR_DIGIT.test(text)) return null;

  return {
    words: address === undefined ? queryWords(raw) : [],
    respelled: address === undefined ? respelledWords(raw) : [],
    besides: phone === null && address === undefined ? [] : besides,
    phone,
    email: address === undefined ? onlyPiece : readAddress(address),
    identifier,
    closeIdentifiers: formsOfIdentifier(raw).filter((form) => form !== identifier),
    identifierPrefix:
      identifierPrefix === null || identifierPrefix.length < NUMBER_LENGTH_MIN
        ? null
        : identifierPrefix,
  };
};

const readPhone = (text: string): PhoneQuery | null => {
  // In "+61 (0)412" the 0 is dialled only without the country code.
  const digits = text.replace(/\(0\)/g, "").replace(/[^0-9]/g, "");
  const isInternational = text.startsWith("+") || digits.startsWith("00");
  const significant = text.startsWith("+") || !isInternational ? digits : digits.slice(2);
  return significant.length < NUMBER_LENGTH_MIN ? null : { digits: significant, isInternational };
};

/** Strips what an address was copied with: `<anna@example.com>,` or `mailto:…`. */
const readAddress = (piece: string): string | null =>
  foldEmail(piece.replace(/^(?:mailto:|[<("'])+/, "").replace(/[>)"',;]+$/, ""));

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Digits and what people write between them. */
const PHONE_PIECE = /^[+(]?[0-9+()./-]*$/;
