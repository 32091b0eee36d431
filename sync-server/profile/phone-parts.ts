import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A phone number taken apart as the v3 API shows it. */
export type PhoneParts = {
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  /** Digits as they are dialled within the country. */
  readonly national: string | null;
  /** What is dialled before a national number, such as 0. */
  readonly nationalPrefix: string | null;
};

/** Takes an E.164 number apart; all null when there is none. */
export const phonePartsOf = (e164: string | null): PhoneParts => {
  const parsed = e164 === null ? undefined : parsePhoneNumberFromString(e164);
  if (!parsed) return { country: null, national: null, nationalPrefix: null };
  const national = parsed.formatNational().replaceAll(/\D/g, "");
  const { country, nationalNumber } = parsed;
  const nationalPrefix = national.endsWith(nationalNumber)
    ? national.slice(0, -nationalNumber.length)
    : "";
  return { country: country ?? null, national, nationalPrefix: nationalPrefix || null };
};
