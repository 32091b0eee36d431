import { z } from "zod";
import { type ProfileDetails, UNKNOWN_NAME } from "./profile.ts";

/** What staff may take from the loser where both have it ([I28]); a birthday is one thing. */
export const mergeChoiceSchema = z.enum([
  "title",
  "firstName",
  "lastName",
  "email",
  "mobilePhone",
  "secondaryPhone",
  "birthday",
  "gender",
]);
export type MergeChoice = z.infer<typeof mergeChoiceSchema>;

/** The fields that each choice is about. */
export const FIELDS_OF_CHOICE: Readonly<Record<MergeChoice, readonly (keyof ProfileDetails)[]>> = {
  title: ["title"],
  firstName: ["firstName"],
  lastName: ["lastName"],
  email: ["email"],
  mobilePhone: ["mobilePhone"],
  secondaryPhone: ["secondaryPhone"],
  birthday: ["birthDay", "birthMonth", "birthYear"],
  gender: ["gender"],
};

/** Whether a profile has what a choice is about. */
export const hasChoice = (details: ProfileDetails, choice: MergeChoice): boolean =>
  FIELDS_OF_CHOICE[choice].some((field) => {
    const value = details[field];
    return value !== null && value !== "" && value !== UNKNOWN_NAME;
  });
