import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { changedConsent, consentField, consentIn } from "#shared/profile/consent.ts";
import type { ProfileDetails, ProfileEditFields } from "#shared/profile/profile.ts";
import type { EditProfileCommand } from "./command.ts";

/** A field of a profile: one of its details, or `consent.` and the name of a consent. */
export type OverruledField = {
  readonly field: string;
  /** What it was, or should have been. */
  readonly value: string | number | boolean | null;
};

/** What an edit does to a profile as it is now. */
export type ProfileEdit = {
  readonly changes: Partial<ProfileEditFields>;
  /** The consents that it sets. */
  readonly consent: Readonly<Record<string, boolean>>;
  /** What it takes the place of without having been seen, or what a stricter side overrules. */
  readonly overruled: readonly OverruledField[];
  /** The fields that staff have decided about knowing what they were. */
  readonly settled: readonly string[];
};

/** What of an edit decides. */
type Edit = Pick<EditProfileCommand, "changes" | "basis" | "consent">;

/**
 * Merges an edit into a profile, field by field ([S25]): of a detail the edit that is recorded last
 * counts, of a consent the stricter side. What loses without having been seen is named.
 */
export const decideProfileEdit = (
  now: { readonly details: ProfileDetails; readonly comms: ExtraFields },
  { changes, basis, consent }: Edit,
): ProfileEdit => {
  const overruled: OverruledField[] = [];
  const settled: string[] = [];
  const current: Readonly<Record<string, Scalar>> = now.details;
  const seen: Readonly<Record<string, Scalar>> = definedFields(basis);
  const wanted: Readonly<Record<string, Scalar>> = definedFields(changes);
  for (const [field, value] of Object.entries(wanted)) {
    const held = current[field] ?? null;
    const was = seen[field];
    if (was === undefined) continue;
    if (isSame(held, was)) settled.push(field);
    else if (!isSame(held, value)) overruled.push({ field, value: held });
  }
  const set: Record<string, boolean> = {};
  for (const change of consent) {
    const held = consentIn(now.comms, change.name);
    const field = consentField(change.name);
    const after = changedConsent(held, change);
    set[change.name] = after;
    if (held === change.was) settled.push(field);
    else if (after !== change.allowed) overruled.push({ field, value: change.allowed });
    else if (held !== null && held !== after) overruled.push({ field, value: held });
  }
  return { changes: definedFields(changes), consent: set, overruled, settled };
};

type Scalar = string | number | null;

/** The server may spell a name in another way than it was typed. */
const isSame = (a: Scalar, b: Scalar): boolean =>
  typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b;
