import type { LikenessReason } from "#shared/profile/likeness.ts";
import type { Profile } from "#shared/profile/profile.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";

/** What a draft and a profile have in common. */
export type DuplicateMatch = "email" | "phone" | "identifier" | "similar_identifier" | "name";

/** A profile that may be the same person as a draft. */
export type Duplicate = { readonly profile: Profile; readonly matched: DuplicateMatch };

/** A profile that may be the same person as another, and how likely ([I11]). */
export type Alike = {
  readonly profile: ProfileFact;
  readonly points: number;
  readonly reasons: readonly LikenessReason[];
};

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
