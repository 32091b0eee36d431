import { normaliseName } from "./name-words.ts";
import { oneTypoFrom } from "./one-typo.ts";
import { type ProfileDetails, UNKNOWN_NAME } from "./profile.ts";

/** Why two profiles may be of one person, or not. */
export const LIKENESS_POINTS = {
  same_mobile: 40,
  same_phone: 10,
  same_mailbox: 20,
  same_first_name: 30,
  similar_first_name: 25,
  other_first_name: -40,
  same_last_name: 20,
  similar_last_name: 15,
  other_last_name: -20,
  same_birthday: 25,
  other_birthday: -60,
} as const satisfies Readonly<Record<string, number>>;
export type LikenessReason = keyof typeof LIKENESS_POINTS;

/** From how many points on two profiles are listed as possibly one person's. */
export const LIKELY_POINTS = 50;

/** What of a profile is compared. */
export type Compared = Pick<
  ProfileDetails,
  | "firstName"
  | "lastName"
  | "email"
  | "mobilePhone"
  | "secondaryPhone"
  | "birthDay"
  | "birthMonth"
  | "birthYear"
>;

/**
 * How likely two profiles are one person's ([I11]): the sum of what speaks for it and against it.
 * A phone that a family shares isn't enough by itself, and neither is a name.
 */
export const likenessOf = (
  a: Compared,
  b: Compared,
): { readonly points: number; readonly reasons: readonly LikenessReason[] } => {
  const reasons = [...phoneReasons(a, b), ...mailReasons(a, b), ...nameReasons(a, b)];
  const birthday = birthdayReason(a, b);
  if (birthday) reasons.push(birthday);
  const points = reasons.reduce((sum, reason) => sum + LIKENESS_POINTS[reason], 0);
  return { points: Math.max(0, points), reasons };
};

const phoneReasons = (a: Compared, b: Compared): LikenessReason[] => {
  const isSame = (one: string | null, other: string | null) => one !== null && one === other;
  if (
    isSame(a.mobilePhone, b.mobilePhone) ||
    isSame(a.mobilePhone, b.secondaryPhone) ||
    isSame(a.secondaryPhone, b.mobilePhone)
  ) {
    return ["same_mobile"];
  }
  return isSame(a.secondaryPhone, b.secondaryPhone) ? ["same_phone"] : [];
};

const mailReasons = (a: Compared, b: Compared): LikenessReason[] => {
  const [one, other] = [mailboxOf(a.email), mailboxOf(b.email)];
  return one !== null && one === other ? ["same_mailbox"] : [];
};

/** What is before the `@` of an email, without dots and what follows a plus. */
export const mailboxOf = (email: string | null): string | null =>
  email?.split("@")[0]?.split("+")[0]?.replaceAll(".", "").toLowerCase() || null;

/** A name as it is compared; null if it isn't known. */
export const nameOf = (name: string): string | null =>
  name === UNKNOWN_NAME ? null : normaliseName(name) || null;

const nameReasons = (a: Compared, b: Compared): LikenessReason[] => [
  ...reasonOfNames(nameOf(a.firstName), nameOf(b.firstName), FIRST),
  ...reasonOfNames(nameOf(a.lastName), nameOf(b.lastName), LAST),
];

type NameReasons = Readonly<Record<"same" | "similar" | "other", LikenessReason>> & {
  /** Whether one may be short for the other. */
  readonly hasShortForms: boolean;
};
const FIRST: NameReasons = {
  hasShortForms: true,
  same: "same_first_name",
  similar: "similar_first_name",
  other: "other_first_name",
};
const LAST: NameReasons = {
  hasShortForms: false,
  same: "same_last_name",
  similar: "similar_last_name",
  other: "other_last_name",
};

const reasonOfNames = (
  one: string | null,
  other: string | null,
  { hasShortForms, same, similar, other: different }: NameReasons,
): LikenessReason[] => {
  if (one === null || other === null) return [];
  if (one === other) return [same];
  const isSimilar =
    (hasShortForms && (isShortFor(one, other) || isShortFor(other, one))) ||
    (Math.min(one.length, other.length) >= TYPO_LENGTH_MIN && oneTypoFrom(one, other) === "whole");
  return [isSimilar ? similar : different];
};

/** With fewer letters, names a typo apart are mostly others: Tim and Tom. */
const TYPO_LENGTH_MIN = 5;

/** Tom for Thomas: the same first letter, and the others in their order. */
const isShortFor = (short: string, long: string): boolean => {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
};

const birthdayReason = (a: Compared, b: Compared): LikenessReason | null => {
  if (a.birthDay === null || b.birthDay === null) return null;
  const isOther =
    a.birthDay !== b.birthDay ||
    a.birthMonth !== b.birthMonth ||
    (a.birthYear !== null && b.birthYear !== null && a.birthYear !== b.birthYear);
  return isOther ? "other_birthday" : "same_birthday";
};
