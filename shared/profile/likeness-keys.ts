import { type Compared, mailboxOf, nameOf } from "./likeness.ts";

/**
 * What two profiles have in common that may be one person's ([I23]): only those with a key in
 * common are compared, which are few of a million. Each is a phone, a mailbox, both names, or a
 * birthday with one of the names, either of which may be misspelt or another form, or with the
 * first letters of both. The year isn't part of it: it is often unknown.
 */
export const likenessKeysOf = (profile: Compared): readonly string[] => {
  const { mobilePhone, secondaryPhone, birthDay, birthMonth } = profile;
  const [first, last] = [nameOf(profile.firstName), nameOf(profile.lastName)];
  const day = birthDay === null || birthMonth === null ? null : `${birthMonth}-${birthDay}`;
  return [
    ...new Set([
      ...keyOf("phone", mobilePhone),
      ...keyOf("phone", secondaryPhone),
      ...keyOf("mailbox", mailboxOf(profile.email)),
      ...keyOf("names", first, last),
      ...keyOf("first", day, first),
      ...keyOf("last", day, last),
      ...keyOf("initials", day, initialOf(first), initialOf(last)),
    ]),
  ];
};

const initialOf = (name: string | null): string | null => name && ([...name][0] ?? null);

/** None if a part isn't known. */
const keyOf = (kind: string, ...parts: readonly (string | null)[]): readonly string[] =>
  parts.includes(null) ? [] : [[kind, ...parts].join(":")];
