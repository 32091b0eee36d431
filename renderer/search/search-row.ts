import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { DayOfYear } from "#shared/profile/day-of-year.ts";
import type { VipTime } from "#shared/profile/vip.ts";

/** The few fields of a profile that staff can search by (DOMAIN §20.5), or that lists need. */
export type SearchRow<Id extends string = ProfileId> = {
  readonly id: Id;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** E.164. */
  readonly secondaryPhone?: string | null;
  /** Card numbers and other external ids, whatever their handle. */
  readonly identifiers: readonly string[];
  readonly birthday?: DayOfYear | null;
  readonly joinedAt?: Instant | null;
  /** Where the customer shops, or has joined. */
  readonly homeId?: LocationId | null;
  /** Who looks after the customer. */
  readonly associateId?: StaffId | null;
  /** Since when and until when they are a VIP; null if they aren't (clienteling [X33]). */
  readonly vip?: VipTime | null;
};

/** The field that matched. */
export type MatchedField = "name" | "email" | "phone" | "identifier";

export type SearchHit<Id extends string = ProfileId> = {
  readonly id: Id;
  readonly matched: MatchedField;
  /** False when it matched only with a typo, or without one of the words. */
  readonly exact: boolean;
};

export type SearchAnswer<Id extends string = ProfileId> = {
  /** Best first. Exact hits come first. */
  readonly hits: readonly SearchHit<Id>[];
  /** Whether some of the hits aren't exact. */
  readonly fuzzy: boolean;
};

/** The most hits of one search, whatever its limit. */
export const SEARCH_HITS_MAX = 100;
