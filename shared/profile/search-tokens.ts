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
import type { Profile } from "./profile.ts";
import { parseQuery } from "./search-query.ts";

type Searched = Pick<
  Profile,
  "firstName" | "lastName" | "email" | "mobilePhone" | "secondaryPhone" | "identities"
>;

/** Words of which a profile must have one, whole or as the start of one of its tokens. */
export type SearchTerm = readonly string[];

/** Comes before digits that are written backwards, so that their end is found as a start. */
const BACKWARDS = "<";

/**
 * The tokens by which the server finds a profile, distinct and without spaces: of names, the email
 * address and the parts of its mailbox, phones and identifiers.
 */
export const searchTokensOf = (profile: Searched): readonly string[] => {
  const [first, last] = [normaliseName(profile.firstName), normaliseName(profile.lastName)];
  const email = profile.email === null ? null : foldEmail(profile.email);
  const [mailbox = ""] = email?.split(DOMAIN) ?? [];
  const tokens = [
    ...nameTokens(last),
    ...nameTokens(first),
    ...joinedNames(first, last),
    ...(email === null ? [] : [email, ...mailbox.split(SEPARATORS)]),
    ...[profile.mobilePhone, profile.secondaryPhone].flatMap((phone) => phoneTokens(phone)),
    ...profile.identities.flatMap(({ identifier }) => identifierTokens(identifier)),
  ];
  return [...new Set(tokens.map(withoutSpaces))].filter((token) => token !== "");
};

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
  return [
    [wholeForms.flatMap((form) => (form ? [withoutSpaces(form)] : []))],
    words.map((word) => [withoutSpaces(word)]),
    ...(numbers.length > 0 ? [[...numbers, ...besides.map((word) => [word])]] : []),
    ...(email?.includes("@") ? [[[email], ...numbers, ...besides.map((word) => [word])]] : []),
    ...(wordsAsTyped.length > 1 ? [wordsAsTyped.map((word) => [word])] : []),
  ];
};

/** The ways to understand a text of several words without each of them in turn. */
export const searchWaysWithoutOne = (text: string): readonly (readonly SearchTerm[])[] =>
  (parseQuery(text)?.withoutOne ?? []).flatMap((fewer) => searchWaysOf(fewer, null));

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
