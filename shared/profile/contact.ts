import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { EMAIL_LENGTH_MAX } from "./email-length-max.ts";

/**
 * Trims and lower-cases an email address; null if it isn't one (DOMAIN §3.1: unique across
 * profiles).
 */
export const normaliseEmail = (text: string): string | null => {
  const parsed = z.email().max(EMAIL_LENGTH_MAX).safeParse(text.trim().toLowerCase());
  return parsed.success ? parsed.data : null;
};

/**
 * Parses a phone number to E.164; null if it can't be one. `country` (ISO 3166 alpha-2, from the
 * location or the tenant) applies when the text has no country code.
 */
export const normalisePhone = (text: string, country: string): string | null => {
  const parsed = isSupportedCountry(country)
    ? parsePhoneNumberFromString(text, country)
    : parsePhoneNumberFromString(text);
  return parsed?.isPossible() ? parsed.number : null;
};

/** Shown when a name is missing (DOMAIN §3.1). */
export const UNKNOWN_NAME = "Unknown";
