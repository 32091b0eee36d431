import type { ProfileId } from "#shared/kernel/ids.ts";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email-length-max.ts";

/** The lean projection of a profile that staff can search by (DOMAIN §20.5). */
export type SearchRow = {
  readonly id: ProfileId;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** E.164. */
  readonly secondaryPhone?: string | null;
  /** Card numbers and other outside ids, whatever their handle. */
  readonly identifiers: readonly string[];
};

/** The field by which a profile was found. */
export type MatchedField = "name" | "email" | "phone" | "identifier";

export type SearchHit = {
  readonly id: ProfileId;
  readonly matched: MatchedField;
  /** False when a typing error had to be forgiven to find it. */
  readonly exact: boolean;
};

export type SearchAnswer = {
  /** Best first; hits without a typing error come before those with one. */
  readonly hits: readonly SearchHit[];
  /** Whether typing errors had to be forgiven for some of the hits. */
  readonly fuzzy: boolean;
};

/** The longest text that is searched: an e-mail address, or two long names. Longer finds nothing. */
export const QUERY_LENGTH_MAX = EMAIL_LENGTH_MAX;
/** The most hits one search gives, whatever limit it is called with. */
export const SEARCH_HITS_MAX = 100;
