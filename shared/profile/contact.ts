import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { EMAIL_LENGTH_MAX } from "./email-length-max.ts";

/** Trims and lower-cases an e-mail address; null when it is not one (DOMAIN §3.1: unique across profiles). */
export const normaliseEmail = (text: string): string | null => {
  const parsed = z.email().max(EMAIL_LENGTH_MAX).safeParse(text.trim().toLowerCase());
  return parsed.success ? parsed.data : null;
};

/**
 * A phone number as E.164, read with `country` (ISO 3166 alpha-2, of the location or the tenant)
 * where the text has no country code; null when it cannot be a number.
 */
export const normalisePhone = (text: string, country: string): string | null => {
  const parsed = isSupportedCountry(country)
    ? parsePhoneNumberFromString(text, country)
    : parsePhoneNumberFromString(text);
  return parsed?.isPossible() ? parsed.number : null;
};

/** "Unknown" where a name is missing (DOMAIN §3.1). */
export const UNKNOWN_NAME = "Unknown";
