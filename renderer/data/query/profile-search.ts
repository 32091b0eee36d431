import type { ListedIds, ListRequest, ProfileListing } from "#renderer/search/customer-list.ts";
import type { SearchAnswer, SearchRow } from "#renderer/search/search-row.ts";
import type { StoreDay } from "#shared/commerce/store-days.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay, Instant, TimeZone } from "#shared/kernel/time.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { vipTimeOf } from "#shared/profile/vip.ts";

/** A row of the index with no field left out. */
export type FullSearchRow = Required<SearchRow>;

/** Who is in a list of customers. */
export type CustomerListing =
  | ProfileListing
  /** Who holds something that expires from one instant through another, the first one first. */
  | { readonly show: "expiring"; readonly from: Instant; readonly through: Instant }
  /**
   * Who has lapsed by their own rhythm on a day (commerce/SPEC.md [A11]) and been away for 60 days,
   * the latest first.
   */
  | { readonly show: "lapsed"; readonly day: CalendarDay }
  /**
   * Who brought something back two to eight weeks before a day and hasn't shopped since, the latest
   * first.
   */
  | { readonly show: "returned"; readonly day: CalendarDay }
  | OwingListing;

/** Who owes something because more was given than they held; whoever has for longest first. */
export type OwingListing = { readonly show: "owing" };

/** Which days of which store. */
export type FiguresRequest = {
  readonly locationId: LocationId;
  readonly zone: TimeZone;
  readonly since: CalendarDay;
};

/** Finds profiles on this device, wherever the index runs. */
export type ProfileSearch = {
  /**
   * Waits until the index has been built. `phone` is the phone number (E.164) that the text is by
   * the rule for saving; null if it isn't.
   */
  readonly search: (text: string, limit: number, phone: string | null) => Promise<SearchAnswer>;
  readonly findByIdentifier: (identifier: string) => Promise<readonly ProfileId[]>;
  /** Some rows of a list of customers, and how many there are. */
  readonly list: (request: ListRequest<CustomerListing>) => Promise<ListedIds>;
  /** What a store's customers did, by day, from the accounts ([X34]). */
  readonly figures: (request: FiguresRequest) => Promise<readonly StoreDay[]>;
  /**
   * Shows profiles with pending commands applied. Replaces the previous overlay; an empty list
   * removes it.
   */
  readonly overlay: (rows: readonly OverlayRow[]) => Promise<void>;
};

/** A profile as it should be found now, and as it was before its pending commands. */
export type OverlayRow = { readonly shown: FullSearchRow; readonly fact: FullSearchRow | null };

type SearchedProfile = Pick<
  Profile,
  | "id"
  | "firstName"
  | "lastName"
  | "email"
  | "mobilePhone"
  | "secondaryPhone"
  | "identities"
  | "birthDay"
  | "birthMonth"
  | "joinedAt"
  | "joinedLocationId"
  | "preferredLocationId"
  | "associateId"
  | "tags"
  | "statuses"
>;

/** The searchable fields of a profile. */
export const searchRowOf = (profile: SearchedProfile): FullSearchRow => ({
  id: profile.id,
  firstName: profile.firstName,
  lastName: profile.lastName,
  email: profile.email,
  phone: profile.mobilePhone,
  secondaryPhone: profile.secondaryPhone,
  identifiers: profile.identities.flatMap(({ identifier, isActive }) =>
    isActive ? [identifier] : [],
  ),
  birthday:
    profile.birthMonth === null || profile.birthDay === null
      ? null
      : dayOfYear(profile.birthMonth, profile.birthDay),
  joinedAt: profile.joinedAt,
  homeId: profile.preferredLocationId ?? profile.joinedLocationId,
  associateId: profile.associateId,
  vip: vipTimeOf(profile),
});
