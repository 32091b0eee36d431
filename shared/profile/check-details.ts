import { Temporal } from "temporal-polyfill";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { normaliseEmail } from "./email.ts";
import { hasExtension, normalisePhone } from "./phone.ts";
import type { ProfileDetails } from "./profile.ts";

/** A problem with one field, from a closed list. */
export type DetailProblem =
  | { readonly field: "email"; readonly reason: "not_an_email" }
  | {
      readonly field: "mobilePhone" | "secondaryPhone";
      readonly reason: "not_a_phone" | "phone_extension";
    }
  | {
      readonly field: "birthDay" | "birthMonth" | "birthYear";
      readonly reason: "birth_incomplete" | "no_such_date";
    }
  | { readonly field: "birthYear"; readonly reason: "birth_in_future" }
  | { readonly field: "email"; readonly reason: "contact_missing" };

/** What details are checked against. */
export type DetailRule = {
  /** The country of phone numbers without a country code. */
  readonly country: string;
  /** Requires an email or a mobile phone (DOMAIN §20.2). */
  readonly needsContact: boolean;
  readonly now: Instant;
  /** The tenant's: what day it is there. */
  readonly timezone: TimeZone;
};

/**
 * Normalises a person's details, or returns every invalid field (DOMAIN §3.1: email and phones are
 * normalised; birth day and month need each other, the year needs both, and nobody is born after
 * the tenant's today).
 */
export const checkDetails = (
  details: ProfileDetails,
  rule: DetailRule,
): Result<ProfileDetails, readonly DetailProblem[]> => {
  const problems: DetailProblem[] = [];
  const email = details.email ? normaliseEmail(details.email) : null;
  if (details.email && email === null) problems.push({ field: "email", reason: "not_an_email" });
  const phoneIn = (field: "mobilePhone" | "secondaryPhone"): string | null => {
    const text = details[field];
    if (!text) return null;
    const phone = normalisePhone(text, rule.country);
    if (phone === null) {
      const isExtended = hasExtension(text, rule.country);
      problems.push({ field, reason: isExtended ? "phone_extension" : "not_a_phone" });
    }
    return phone;
  };
  const mobilePhone = phoneIn("mobilePhone");
  const secondaryPhone = phoneIn("secondaryPhone");
  problems.push(...birthProblems(details), ...futureProblems(details, rule));
  if (rule.needsContact && !details.email && !details.mobilePhone) {
    problems.push({ field: "email", reason: "contact_missing" });
  }
  return problems.length > 0
    ? err(problems)
    : ok({ ...details, email, mobilePhone, secondaryPhone });
};

/**
 * Normalises an edited record, or returns every invalid field that the edit is about. Faults in
 * other fields stay as they are, so that the name on an old record with a bad phone number can be
 * corrected.
 */
export const checkChanges = (
  before: ProfileDetails,
  changes: Partial<ProfileDetails>,
  rule: DetailRule,
): Result<ProfileDetails, readonly DetailProblem[]> => {
  const after = { ...before, ...changes };
  const checked = checkDetails(after, rule);
  if (checked.ok) return checked;
  const problems = checked.error.filter((problem) => isAbout(problem, changes));
  if (problems.length > 0) return err(problems);
  const faulty = checked.error.flatMap(({ field }) => (isBirth(field) ? BIRTH_FIELDS : [field]));
  const faults = Object.fromEntries(faulty.map((field) => [field, null]));
  const sound = checkDetails({ ...after, ...faults }, rule);
  if (!sound.ok) return sound;
  const old = Object.fromEntries(faulty.map((field) => [field, before[field]]));
  return ok({ ...sound.value, ...old });
};

/** Day, month and year of birth are checked together: changing one may make another invalid. */
const BIRTH_FIELDS = ["birthDay", "birthMonth", "birthYear"] as const;

const isBirth = (field: DetailProblem["field"]): boolean =>
  BIRTH_FIELDS.some((part) => part === field);

const isAbout = ({ field }: DetailProblem, changes: Partial<ProfileDetails>): boolean =>
  isBirth(field) ? BIRTH_FIELDS.some((part) => part in changes) : field in changes;

const birthProblems = ({
  birthDay,
  birthMonth,
  birthYear,
}: ProfileDetails): readonly DetailProblem[] => {
  if (birthDay === null && birthMonth === null && birthYear === null) return [];
  if (birthDay === null) return [{ field: "birthDay", reason: "birth_incomplete" }];
  if (birthMonth === null) return [{ field: "birthMonth", reason: "birth_incomplete" }];
  const isDate = isDateOf(birthYear ?? A_LEAP_YEAR, birthMonth, birthDay);
  return isDate ? [] : [{ field: "birthDay", reason: "no_such_date" }];
};

const futureProblems = (
  { birthDay, birthMonth, birthYear }: ProfileDetails,
  { now, timezone }: DetailRule,
): readonly DetailProblem[] => {
  if (birthYear === null) return [];
  // A year alone is still checked, so that the form can say so before the rest is filled in.
  const earliest = [birthYear, twoDigits(birthMonth ?? 1), twoDigits(birthDay ?? 1)].join("-");
  const isAhead = earliest > dayIn(now, timezone);
  return isAhead ? [{ field: "birthYear", reason: "birth_in_future" }] : [];
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Without a year of birth, 29 February may be a birthday. */
const A_LEAP_YEAR = 2000;

const isDateOf = (year: number, month: number, day: number): boolean => {
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
};
