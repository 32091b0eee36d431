import { personName } from "#renderer/words/person-text.ts";
import { type Profile, UNKNOWN_NAME } from "#shared/profile/profile.ts";

/** How the kiosk greets somebody: by no more of their name than it must. */
export const firstNameOf = (profile: Pick<Profile, "firstName" | "lastName">): string =>
  profile.firstName === "" || profile.firstName === UNKNOWN_NAME
    ? personName(profile)
    : profile.firstName;
