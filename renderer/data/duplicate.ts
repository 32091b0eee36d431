import type { Profile } from "#shared/profile/profile.ts";

/** What a draft and a profile have in common. */
export type DuplicateMatch = "email" | "phone" | "identifier" | "similar_identifier" | "name";

/** A profile that may be the same person as a draft. */
export type Duplicate = { readonly profile: Profile; readonly matched: DuplicateMatch };

/**
 * Whether the server would refuse a second profile with the same ([S10]), so that the device
 * refuses it too. What is only similar is a warning that staff can overrule.
 */
export const IS_REFUSED: Readonly<Record<DuplicateMatch, boolean>> = {
  email: true,
  phone: true,
  identifier: true,
  similar_identifier: false,
  name: false,
};
