import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** The parts of a phone number, as the v3 API shows them. */
export type PhoneParts = {
  /**
   * ISO 3166 alpha-2. Of the countries that share its code, the main one if nothing else is known.
   */
  readonly country: string | null;
  /** The digits as dialled within the country. */
  readonly national: string | null;
  /** The digits dialled before a national number, such as 0. */
  readonly nationalPrefix: string | null;
};

/** Splits an E.164 number into its parts; all null if there is none. */
export const phonePartsOf = (e164: string | null): PhoneParts => {
  const parsed = e164 === null ? undefined : parsePhoneNumberFromString(e164);
  if (!parsed) return { country: null, national: null, nationalPrefix: null };
  const national = parsed.formatNational().replaceAll(/\D/g, "");
  const { country = parsed.getPossibleCountries()[0], nationalNumber } = parsed;
  const nationalPrefix = national.endsWith(nationalNumber)
    ? national.slice(0, -nationalNumber.length)
    : "";
  return { country: country ?? null, national, nationalPrefix: nationalPrefix || null };
};
