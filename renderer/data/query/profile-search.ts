import type { SearchAnswer, SearchRow } from "#renderer/search/search-row.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";

/** A row of the index with no field left out. */
export type FullSearchRow = Required<SearchRow>;

/** Finds profiles on this device, wherever the index runs. */
export type ProfileSearch = {
  /**
   * Waits until the index has been built. `phone` is the phone number (E.164) that the text is by
   * the rule for saving; null if it isn't.
   */
  readonly search: (text: string, limit: number, phone: string | null) => Promise<SearchAnswer>;
  readonly findByIdentifier: (identifier: string) => Promise<readonly ProfileId[]>;
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
  "id" | "firstName" | "lastName" | "email" | "mobilePhone" | "secondaryPhone" | "identities"
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
});
