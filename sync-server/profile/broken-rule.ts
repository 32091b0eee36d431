import { RE2JS } from "re2js";
import type { Result } from "#shared/kernel/result.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { hasEnded, hasStarted, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { parseV3 } from "#shared/kernel/written-time.ts";
import { domainOf } from "#shared/organisation/organisation.ts";
import { foldText } from "#shared/profile/fold-text.ts";
import { type ProfileDetails, UNKNOWN_NAME } from "#shared/profile/profile.ts";
import {
  type RuledField,
  type RuleType,
  type ValidationRule,
  type WriteOccasion,
  wantedBy,
} from "#shared/profile/profile-rules.ts";

/** The details that rules look at. */
type Ruled = Partial<Pick<ProfileDetails, "email" | "mobilePhone" | "firstName" | "lastName">>;

/** A value that a tenant doesn't allow, with what it wants people to be told. */
export type NotAllowed = {
  readonly reason: "not_allowed";
  readonly field: keyof Ruled;
  readonly message: string | null;
};

/**
 * The first of a tenant's rules that some details break, which are normalised already; null if
 * they break none. Regular expressions are matched in linear time (RE2), whatever the pattern.
 */
export const brokenRule = (
  rules: readonly ValidationRule[],
  details: Ruled,
  {
    occasion,
    at,
    zone,
  }: {
    readonly occasion: WriteOccasion;
    readonly at: Instant;
    readonly zone: TimeZone;
  },
): NotAllowed | null => {
  const inForce = rules
    .filter(
      ({ is_active, applies_to, effective_from, effective_to }) =>
        is_active &&
        (applies_to === "all" || applies_to === occasion) &&
        hasStarted(effective_from === null ? null : parseV3(effective_from), at, zone) &&
        !hasEnded(effective_to === null ? null : parseV3(effective_to), at, zone),
    )
    .toSorted((a, b) => b.priority - a.priority);
  for (const rule of inForce) {
    const field = FIELDS[rule.type].find((name) => isBroken(rule, details[name] ?? null));
    if (field) return { reason: "not_allowed", field, message: rule.error_message };
  }
  return null;
};

const FIELDS: Readonly<Record<RuledField, readonly (keyof Ruled)[]>> = {
  email: ["email"],
  mobile: ["mobilePhone"],
  name: ["firstName", "lastName"],
};

/** A name that nobody gave breaks nothing. */
const isBroken = (rule: ValidationRule, value: string | null): boolean =>
  value !== null &&
  value !== UNKNOWN_NAME &&
  wantedBy(rule).some((wanted) => MATCHES[rule.rule_type](rule.type, value, wanted));

const MATCHES: Readonly<
  Record<RuleType, (type: RuledField, value: string, wanted: string) => boolean>
> = {
  exact: (type, value, wanted) => FOLDS[type](value) === FOLDS[type](wanted),
  prefix: (type, value, wanted) => FOLDS[type](value).startsWith(FOLDS[type](wanted)),
  domain: (_type, value, wanted) => {
    const domain = domainOf(value) ?? "";
    const blocked = wanted.trim().toLowerCase().replace(/^@/, "");
    return domain === blocked || domain.endsWith(`.${blocked}`);
  },
  regex: (_type, value, wanted) => {
    const compiled = compile(wanted);
    return compiled.ok && compiled.value.matcher(value).find();
  },
};

const FOLDS: Readonly<Record<RuledField, (text: string) => string>> = {
  email: (text) => text.trim().toLowerCase(),
  mobile: (text) => text.replaceAll(/[^+\d]/g, ""),
  name: (text) => foldText(text).trim(),
};

/** The first rule with a pattern that can't be read, by its place, and why; null if none. */
export const unreadableRule = (
  rules: readonly ValidationRule[],
): { readonly index: number; readonly message: string } | null => {
  for (const [index, rule] of rules.entries()) {
    const wanted = rule.rule_type === "regex" ? wantedBy(rule) : [];
    for (const pattern of wanted) {
      const compiled = compile(pattern);
      if (!compiled.ok) return { index, message: compiled.error };
    }
  }
  return null;
};

const compile = (pattern: string): Result<RE2JS, string> => {
  try {
    return ok(RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE));
  } catch (error) {
    return err(error instanceof Error ? error.message : "it can't be read");
  }
};
