import { entriesOf } from "#shared/kernel/object.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import { say } from "./say.ts";

/** What each gender is called on screens. */
export const GENDER_WORDS: Readonly<Record<NonNullable<ProfileDetails["gender"]>, string>> = {
  female: say("details.gender_female"),
  male: say("details.gender_male"),
  other: say("details.gender_other"),
  withheld: say("details.gender_withheld"),
};

/** What can be chosen in a form, `unknown` for nothing first. */
export const genderChoices = (
  unknown: string,
): { readonly value: string; readonly label: string }[] => [
  { value: "", label: unknown },
  ...entriesOf(GENDER_WORDS).map(([value, label]) => ({ value, label })),
];
