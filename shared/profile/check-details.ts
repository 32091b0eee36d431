import { err, ok, type Result } from "#shared/kernel/result.ts";
import { normaliseEmail, normalisePhone } from "./contact.ts";
import type { ProfileDetails } from "./profile.ts";

/** What is wrong with one field, from a closed list. */
export type DetailProblem =
  | { readonly field: "email"; readonly reason: "not_an_email" }
  | { readonly field: "mobilePhone" | "secondaryPhone"; readonly reason: "not_a_phone" }
  | {
      readonly field: "birthDay" | "birthMonth" | "birthYear";
      readonly reason: "birth_incomplete" | "no_such_date";
    }
  | { readonly field: "email"; readonly reason: "contact_missing" };

/**
 * Normalises a person's details, or names every field that is wrong (DOMAIN §3.1: e-mail and
 * phones normalised; birth day and month go together, the year needs both). With `needsContact`, an
 * e-mail or a mobile phone must be there (DOMAIN §20.2).
 */
export const checkDetails = (
  details: ProfileDetails,
  rule: { readonly country: string; readonly needsContact: boolean },
): Result<ProfileDetails, readonly DetailProblem[]> => {
  const problems: DetailProblem[] = [];
  const email = details.email ? normaliseEmail(details.email) : null;
  if (details.email && email === null) problems.push({ field: "email", reason: "not_an_email" });
  const mobilePhone = details.mobilePhone
    ? normalisePhone(details.mobilePhone, rule.country)
    : null;
  if (details.mobilePhone && mobilePhone === null) {
    problems.push({ field: "mobilePhone", reason: "not_a_phone" });
  }
  const secondaryPhone = details.secondaryPhone
    ? normalisePhone(details.secondaryPhone, rule.country)
    : null;
  if (details.secondaryPhone && secondaryPhone === null) {
    problems.push({ field: "secondaryPhone", reason: "not_a_phone" });
  }
  problems.push(...birthProblems(details));
  if (rule.needsContact && !details.email && !details.mobilePhone) {
    problems.push({ field: "email", reason: "contact_missing" });
  }
  return problems.length > 0
    ? err(problems)
    : ok({ ...details, email, mobilePhone, secondaryPhone });
};

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const birthProblems = ({
  birthDay,
  birthMonth,
  birthYear,
}: ProfileDetails): readonly DetailProblem[] => {
  if (birthDay === null && birthMonth === null && birthYear === null) return [];
  if (birthDay === null) return [{ field: "birthDay", reason: "birth_incomplete" }];
  if (birthMonth === null) return [{ field: "birthMonth", reason: "birth_incomplete" }];
  const days = DAYS_IN_MONTH[birthMonth - 1] ?? 0;
  const isLeapDay = birthDay === 29 && birthMonth === 2;
  const hasLeapDay = birthYear === null || isLeapYear(birthYear);
  return birthDay > days || (isLeapDay && !hasLeapDay)
    ? [{ field: "birthDay", reason: "no_such_date" }]
    : [];
};

const isLeapYear = (year: number): boolean =>
  (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
