import {
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";
import { plainCharacters } from "./plain-characters.ts";

/**
 * Parses a phone number to E.164, its canonical form; null if nobody can have it (DOMAIN §3.1).
 * `country` (ISO 3166 alpha-2, from the location or the tenant) applies when the text has no
 * country code. A country code may follow `+`, the country's own international prefix (0011 in
 * Australia) or 00. E.164 has no place for an extension, so a number with one is null too.
 */
export const normalisePhone = (text: string, country: string): string | null => {
  const found = findNumber(text, country);
  return found === undefined || found.ext !== undefined ? null : found.number;
};

/** Whether it is a phone number followed by an extension: `03 9876 5000 ext. 12`, `x12`. */
export const hasExtension = (text: string, country: string): boolean =>
  findNumber(text, country)?.ext !== undefined;

const findNumber = (text: string, country: string): PhoneNumber | undefined => {
  const plain = plainCharacters(text);
  const numbers = [plain, afterDoubleZero(plain)].flatMap((way) =>
    way === null ? [] : (parse(way, country) ?? []),
  );
  return numbers.find((number) => number.isValid()) ?? numbers.find((number) => isDialled(number));
};

const parse = (text: string, country: string): PhoneNumber | undefined =>
  isSupportedCountry(country)
    ? parsePhoneNumberFromString(text, country)
    : parsePhoneNumberFromString(text);

/** `00 44 7700…` as `+44 7700…`. Most of the world dials 00, and people take the habit along. */
const afterDoubleZero = (text: string): string | null => {
  const match = /^[^0-9+]*0[^0-9+]?0(.*)$/s.exec(text);
  return match ? `+${match[1]}` : null;
};

/**
 * Whether numbers of this length and beginning exist in the country's plan. `isValid` knows the
 * ranges handed out when the library was published, so on its own it would refuse new ones.
 */
const isDialled = (number: PhoneNumber): boolean => {
  if (!number.isPossible()) return false;
  // Only a number that fits a format of the plan is written in groups.
  const code = `+${number.countryCallingCode} `;
  return number.formatInternational() !== `${code}${number.nationalNumber}`;
};
