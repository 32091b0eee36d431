import type { ProfileId } from "#shared/kernel/ids.ts";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email.ts";

/** The few fields of a profile that staff can search by (DOMAIN §20.5). */
export type SearchRow = {
  readonly id: ProfileId;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** E.164. */
  readonly secondaryPhone?: string | null;
  /** Card numbers and other external ids, whatever their handle. */
  readonly identifiers: readonly string[];
};

/** The field that matched. */
export type MatchedField = "name" | "email" | "phone" | "identifier";

export type SearchHit = {
  readonly id: ProfileId;
  readonly matched: MatchedField;
  /** False when it matched only with a typo. */
  readonly exact: boolean;
};

export type SearchAnswer = {
  /** Best first. Exact hits come before those with a typo. */
  readonly hits: readonly SearchHit[];
  /** Whether some of the hits matched only with a typo. */
  readonly fuzzy: boolean;
};

/**
 * The longest text that is searched for: an email address, or two long names. Anything longer
 * finds nothing.
 */
export const QUERY_LENGTH_MAX = EMAIL_LENGTH_MAX;
/** The most hits of one search, whatever its limit. */
export const SEARCH_HITS_MAX = 100;
