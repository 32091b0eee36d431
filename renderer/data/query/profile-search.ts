import type { SearchAnswer, SearchRow } from "#renderer/search/search-row.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";

/** A row of the index with every field there. */
export type FullSearchRow = Required<SearchRow>;

/** Finds profiles on this device, wherever the index lives. */
export type ProfileSearch = {
  /** Waits until the index has been built. */
  readonly search: (text: string, limit: number) => Promise<SearchAnswer>;
  readonly findByIdentifier: (identifier: string) => Promise<readonly ProfileId[]>;
  /** Shows profiles as pending commands make them; an empty list takes all of that back. */
  readonly overlay: (rows: readonly OverlayRow[]) => Promise<void>;
};

/** A profile as it is to be found, and as it is to be found again when its commands are answered. */
export type OverlayRow = { readonly shown: FullSearchRow; readonly fact: FullSearchRow | null };

type SearchedProfile = Pick<
  Profile,
  "id" | "firstName" | "lastName" | "email" | "mobilePhone" | "secondaryPhone" | "identities"
>;

/** What of a profile can be searched by. */
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
