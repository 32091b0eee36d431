import { mailboxOf, nameOf } from "./likeness.ts";
import type { ProfileDetails } from "./profile.ts";

/**
 * What two profiles have in common that may be one person's ([I23]): only those with a key in
 * common are compared, which are few of a million. Each is a phone, a mailbox, both names, or a
 * birthday with the first letter of a name: of the first name with the last name, or with the year
 * where the last name may be misspelt.
 */
export const likenessKeysOf = (
  profile: Omit<ProfileDetails, "title" | "gender">,
): readonly string[] => {
  const { mobilePhone, secondaryPhone, birthDay, birthMonth, birthYear } = profile;
  const [first, last] = [nameOf(profile.firstName), nameOf(profile.lastName)];
  const initial = first === null ? null : ([...first][0] ?? null);
  const day = birthDay === null || birthMonth === null ? null : `${birthMonth}-${birthDay}`;
  return [
    ...new Set([
      ...keyOf("phone", mobilePhone),
      ...keyOf("phone", secondaryPhone),
      ...keyOf("mailbox", mailboxOf(profile.email)),
      ...keyOf("names", first, last),
      ...keyOf("birthday", day, initial, last),
      ...keyOf("born", day, initial, birthYear),
    ]),
  ];
};

/** None if a part isn't known. */
const keyOf = (kind: string, ...parts: readonly (string | number | null)[]): readonly string[] =>
  parts.includes(null) ? [] : [[kind, ...parts].join(":")];
