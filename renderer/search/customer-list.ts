import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { DayOfYear } from "#shared/profile/day-of-year.ts";

/** Who is in a list that comes from the profiles alone. */
export type ProfileListing =
  /** Everybody, by name. */
  | { readonly show: "all" }
  /** Whom a staff member looks after, by name. */
  | { readonly show: "book"; readonly associateId: StaffId }
  /** Who is a VIP at an instant, by name. */
  | { readonly show: "vip"; readonly at: Instant }
  /** Birthdays from one day through another, which may be in the next year; the first one first. */
  | { readonly show: "birthdays"; readonly from: DayOfYear; readonly through: DayOfYear }
  /** Who has joined since then, the latest first. */
  | { readonly show: "joined"; readonly since: Instant };

/** Which rows of which list. */
export type ListRequest<Listing> = Listing & {
  /** Only those who shop here; null for everybody. */
  readonly homeId: LocationId | null;
  readonly offset: number;
  readonly limit: number;
};

/** Some rows of a list, and how many there are in all. */
export type ListedIds<Id extends string = ProfileId> = {
  readonly count: number;
  readonly ids: readonly Id[];
};
