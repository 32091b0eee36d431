import {
  finalDigits,
  foldEmail,
  nationalDigits,
  normaliseIdentifier,
  phoneDigits,
  reversed,
} from "./contact-forms.ts";
import { identifierKey } from "./identifier.ts";
import { joinedNames, nameTokens, normaliseName, queryWords } from "./name-words.ts";
import { textsOneTypoAway } from "./one-typo.ts";
import type { Profile } from "./profile.ts";
import { parseQuery, type SearchQuery } from "./search-query.ts";

type Searched = Pick<
  Profile,
  "firstName" | "lastName" | "email" | "mobilePhone" | "secondaryPhone" | "identities"
>;

/** Words of which a profile must have one, whole or as the start of one of its tokens. */
export type SearchTerm = readonly string[];

/** Comes before digits that are written backwards, so that their end is found as a start. */
const BACKWARDS = "<";

/**
 * Stands between the two names of a profile in a token of both: in a large tenant each of them fits
 * thousands, and only both together few.
 */
const BOTH = "+";
/** How many tokens of each name are paired: most names have one. */
const PAIRED_MAX = 4;

/** Shorter words of a name must be typed without a typo, as on devices. */
const NAME_TYPO_LENGTH_MIN = 4;
/** The same for numbers, addresses and identifiers. */
const CONTACT_TYPO_LENGTH_MIN = 6;
/** Longer ones are too many with a typo to look each of them up. */
const CONTACT_TYPO_LENGTH_MAX = 40;

/**
 * The tokens by which the server finds a profile, distinct and without spaces: of names, both of
 * them together, the email address and the parts of its mailbox, phones and identifiers.
 */
export const searchTokensOf = (profile: Searched): readonly string[] => {
  const [first, last] = [normaliseName(profile.firstName), normaliseName(profile.lastName)];
  const email = profile.email === null ? null : foldEmail(profile.email);
  const [mailbox = ""] = email?.split(DOMAIN) ?? [];
  const [lasts, firsts] = [nameTokens(last), nameTokens(first)];
  const joined = joinedNames(first, last);
  const tokens = [
    ...lasts,
    ...firsts,
    ...(joined.length > 0
      ? joined
      : pairsOf(firsts.slice(0, PAIRED_MAX), lasts.slice(0, PAIRED_MAX))),
    ...(email === null ? [] : [email, ...mailbox.split(SEPARATORS)]),
    ...[profile.mobilePhone, profile.secondaryPhone].flatMap((phone) => phoneTokens(phone)),
    ...profile.identities.flatMap(({ identifier }) => identifierTokens(identifier)),
  ];
  return [...new Set(tokens.map(withoutSpaces))].filter((token) => token !== "");
};

/** The words of a profile's names that somebody may type with a typo. */
export const typoWordsOf = (profile: Pick<Profile, "firstName" | "lastName">): readonly string[] =>
  [profile.firstName, profile.lastName]
    .flatMap((name) => nameTokens(normaliseName(name)).map(withoutSpaces))
    .filter(mayHaveTypo);

const mayHaveTypo = (word: string): boolean =>
  word.length >= NAME_TYPO_LENGTH_MIN && !ONLY_DIGITS.test(word);

/** Both orders of two names, each of these with each of those. */
const pairsOf = (firsts: readonly string[], lasts: readonly string[]): readonly string[] =>
  firsts.flatMap((first) =>
    lasts.flatMap((last) => [`${last}${BOTH}${first}`, `${first}${BOTH}${last}`]),
  );

/**
 * The ways to understand a typed text; a profile that has every term of one is found. `phone` is
 * what `normalisePhone` makes of the text. None if there is nothing to search for.
 */
export const searchWaysOf = (
  text: string,
  phone: string | null,
): readonly (readonly SearchTerm[])[] => {
  const query = parseQuery(text, phone);
  if (query === null) return [];
  const { words, besides, email, identifier, wholePhone } = query;
  const numbers = query.phone === null ? [] : [numberTerm(query.phone)];
  const wholeForms = [identifier, identifier && identifierKey(identifier), wholePhone, email];
  const wordsAsTyped = queryWords(text);
  const isName = numbers.length === 0 && !email?.includes("@");
  return [
    [wholeForms.flatMap((form) => (form ? [withoutSpaces(form)] : []))],
    words.map((word) => [withoutSpaces(word)]),
    ...(isName
      ? query.respelled.map((spelling) => spelling.map((word) => [withoutSpaces(word)]))
      : []),
    ...(isName ? waysInPairs(words.map((word) => [withoutSpaces(word)])) : []),
    ...(numbers.length > 0 ? [[...numbers, ...besides.map((word) => [word])]] : []),
    ...(email?.includes("@") ? [[[email], ...numbers, ...besides.map((word) => [word])]] : []),
    ...(wordsAsTyped.length > 1 ? [wordsAsTyped.map((word) => [word])] : []),
  ];
};

/** The ways to understand a text of several words without each of them in turn. */
export const searchWaysWithoutOne = (text: string): readonly (readonly SearchTerm[])[] =>
  (parseQuery(text)?.withoutOne ?? []).flatMap((fewer) => searchWaysOf(fewer, null));

/** What a text may be that was typed with a typo. */
export type TypoSearch = {
  /** Whole phone numbers, email addresses and identifiers one typo away. */
  readonly contacts: readonly string[];
  /** The words of a name, and those that may have a typo. */
  readonly words: readonly string[];
  readonly doubtful: readonly string[];
};

/** What to look for if nobody has what was typed. `phone` as for `searchWaysOf`. */
export const typoSearchOf = (text: string, phone: string | null): TypoSearch => {
  const query = parseQuery(text, phone);
  if (query === null) return { contacts: [], words: [], doubtful: [] };
  const words = query.wordsWithTypos.map(withoutSpaces);
  const contacts = [...new Set(contactsIn(query).flatMap(contactsOneTypoAway))];
  return { contacts, words, doubtful: [...new Set(words.filter(mayHaveTypo))] };
};

const contactsIn = ({ identifier, email, phone, wholePhone }: SearchQuery): readonly string[] => {
  const national = phone?.national ?? "";
  const address = email?.includes("@") ? [email] : [];
  // Only what has a digit is a number: a name isn't an identifier with a typo.
  const numbers = [identifier ?? "", wholePhone ?? "", national, national.replace(/^0/, "")];
  const written = [...numbers, ...(phone?.international ?? [])].filter((each) => /\d/.test(each));
  return [...new Set([...address, ...(address.length > 0 ? [] : written)].map(withoutSpaces))];
};

const contactsOneTypoAway = (contact: string): readonly string[] =>
  contact.length < CONTACT_TYPO_LENGTH_MIN || contact.length > CONTACT_TYPO_LENGTH_MAX
    ? []
    : textsOneTypoAway(contact, ONLY_DIGITS.test(contact) ? DIGITS : CONTACT_LETTERS);

/**
 * The ways to understand a text in which words have a typo: `nearOf` names the words that each may
 * stand for, besides itself.
 */
export const searchWaysWithTypos = (
  { words }: TypoSearch,
  nearOf: (word: string) => readonly string[],
): readonly (readonly SearchTerm[])[] => {
  const terms = words.map((word) => [word, ...nearOf(word)]);
  if (terms.every((term) => term.length === 1)) return [];
  const inPairs = waysInPairs(terms);
  return inPairs.length > 0 ? inPairs : [terms];
};

/** The same terms with two of them as both names of a profile. Few people have more than four. */
const waysInPairs = (terms: readonly SearchTerm[]): readonly (readonly SearchTerm[])[] =>
  terms.length > PAIRED_MAX
    ? []
    : terms.flatMap((one, at) =>
        terms
          .slice(at + 1)
          .map((other) => [
            pairsOf(one, other),
            ...terms.filter((term) => term !== one && term !== other),
          ]),
      );

const numberTerm = ({
  international,
  national,
}: {
  readonly international: readonly string[];
  readonly national: string | null;
}): SearchTerm => {
  if (national === null) return international;
  const forms = [...international, national, national.replace(/^0/, "")];
  return [...new Set(forms), `${BACKWARDS}${reversed(national)}`];
};

const phoneTokens = (phone: string | null): readonly string[] => {
  const digits = phone === null ? null : phoneDigits(phone);
  if (digits === null) return [];
  return [digits, nationalDigits(digits), `${BACKWARDS}${reversed(digits)}`];
};

const identifierTokens = (identifier: string): readonly string[] => {
  const normalised = normaliseIdentifier(identifier);
  if (normalised === null) return [];
  const ending = finalDigits(normalised);
  const backwards = ending === null ? [] : [`${BACKWARDS}${reversed(ending)}`];
  return [normalised, identifierKey(normalised), ...backwards];
};

const withoutSpaces = (token: string): string => token.replace(/\s+/g, "");

/** Most people share a domain with many others, so it finds nobody by itself. */
const DOMAIN = /@[^@]*$/;
const SEPARATORS = /[^\p{L}\p{N}]+/u;
const ONLY_DIGITS = /^\p{N}+$/u;
const DIGITS = "0123456789";
/** Of identifiers, and of email addresses as nearly all are. */
const CONTACT_LETTERS = `${DIGITS}abcdefghijklmnopqrstuvwxyz@.-_`;
