import { hasChoice, type MergeChoice } from "#shared/profile/merge-choice.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { Format } from "./format.ts";
import { GENDER_WORDS } from "./gender.ts";
import { fieldName, fieldValue } from "./overruled.ts";
import { say } from "./say.ts";

/** What a detail that is chosen in a merge is called. */
export const choiceName = (choice: MergeChoice): string =>
  choice === "birthday" ? say("details.birthday") : fieldName(choice);

/** A profile's own; empty if it has none. */
export const choiceText = (
  details: ProfileDetails,
  choice: MergeChoice,
  format: Format,
): string => {
  if (!hasChoice(details, choice)) return "";
  if (choice === "gender") return details.gender === null ? "" : GENDER_WORDS[details.gender];
  if (choice !== "birthday") return fieldValue(choice, details[choice], format);
  const { birthDay, birthMonth, birthYear } = details;
  return birthDay === null || birthMonth === null
    ? String(birthYear ?? "")
    : format.dayOfYear(birthDay, birthMonth, birthYear);
};
