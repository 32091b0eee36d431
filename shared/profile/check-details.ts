import { Temporal } from "temporal-polyfill";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
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

/**
 * Normalises a person's details, or returns every invalid field (DOMAIN §3.1: email and phones are
 * normalised; birth day and month need each other, the year needs both, and nobody is born in the
 * future). `needsContact` requires an email or a mobile phone (DOMAIN §20.2).
 */
export const checkDetails = (
  details: ProfileDetails,
  rule: { readonly country: string; readonly needsContact: boolean; readonly now: Instant },
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
  problems.push(...birthProblems(details), ...futureProblems(details, rule.now));
  if (rule.needsContact && !details.email && !details.mobilePhone) {
    problems.push({ field: "email", reason: "contact_missing" });
  }
  return problems.length > 0
    ? err(problems)
    : ok({ ...details, email, mobilePhone, secondaryPhone });
};

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
  now: Instant,
): readonly DetailProblem[] => {
  if (birthYear === null) return [];
  // A year alone is still checked, so that the form can say so before the rest is filled in.
  const earliest = Date.UTC(birthYear, (birthMonth ?? 1) - 1, birthDay ?? 1);
  return earliest > now + DATES_AHEAD_MS ? [{ field: "birthYear", reason: "birth_in_future" }] : [];
};

/** On the date line, it's already tomorrow this long before it is in UTC. */
const DATES_AHEAD_MS = 14 * 3_600_000;

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
