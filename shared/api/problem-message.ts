import type { z } from "zod";

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];
type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value and how to put it right, as the end of a sentence that starts with the
 * field's name: "must be a whole number". For whatever a schema has no message of its own for. Pass
 * it to `safeParse` as `error`.
 */
export const problemMessage = (issue: RawIssue): string => {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? "in the documented form"}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values.map((value) => JSON.stringify(value)))}`;
    case "too_big":
      return sizeMessage(issue.origin, "more", issue.maximum);
    case "too_small":
      return sizeMessage(issue.origin, "less", issue.minimum);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return `must be ${FORMATS[issue.format] ?? "in the documented form"}`;
    case "unrecognized_keys":
      return `must not have ${oneOf(issue.keys)}`;
    case "invalid_union":
      return unionMessage(issue.errors);
    case "invalid_key":
      return "must not have such a key";
    default:
      return "must be in the documented form";
  }
};

/**
 * Issues by the fields that a caller can change. Where a value may have several forms and it has
 * one of them, what is wrong within that form is said, at its own path. Parse with `reportInput`.
 */
export const fieldIssues = (
  issues: readonly Issue[],
  at: readonly PropertyKey[] = [],
): readonly Pick<Issue, "path" | "message">[] => {
  const ofType = issues.filter(({ code }) => code === "invalid_type");
  return issues.flatMap((issue) => {
    // Zod also checks the length of what should have been something else.
    const isMoot = ofType.some(
      (each) => each !== issue && String(each.path) === String(issue.path),
    );
    if (isMoot) return [];
    const path = [...at, ...issue.path];
    const meant = issue.code === "invalid_union" ? formMeant(issue.errors) : null;
    if (meant) return fieldIssues(meant, path);
    const isMissing = "input" in issue && issue.input === undefined;
    return [{ path, message: isMissing ? MISSING : issue.message }];
  });
};

const MISSING = "field is required";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  never: "left out",
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "a UUID, such as 0190f6c8-a1b2-7c3d-8e4f-5a6b7c8d9e0f",
  date: "a date such as 2025-06-15",
  url: "a URL",
};

const UNITS: Readonly<Record<string, string>> = {
  string: " characters",
  array: " entries",
  set: " entries",
};

const sizeMessage = (
  origin: string,
  side: "more" | "less",
  limit: number | bigint | undefined,
): string =>
  origin in UNITS
    ? `must not have ${COUNTABLE[side]} than ${limit}${UNITS[origin]}`
    : `must not be ${side} than ${limit}`;

const COUNTABLE = { more: "more", less: "fewer" } as const;

const oneOf = (words: readonly string[]): string => {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
};

/**
 * What each of several forms wants, unless the value has one of them: then what is wrong in that.
 */
const unionMessage = (forms: readonly (readonly Issue[])[]): string => {
  const messages = [...new Set(forms.flatMap((issues) => issues.map(({ message }) => message)))];
  const other = messages.find((message) => !message.startsWith(MUST_BE));
  const wanted = messages
    .map((message) => message.slice(MUST_BE.length))
    .filter((word) => word !== EMPTY_TEXT)
    // Null comes last: "text or null".
    .toSorted((a, b) => Number(a === "null") - Number(b === "null"));
  return other ?? `${MUST_BE}${oneOf(wanted)}`;
};

const MUST_BE = "must be ";
const EMPTY_TEXT = '""';

/** The form that a value has, although something within it is wrong; null if it has none. */
const formMeant = (forms: readonly (readonly Issue[])[]): readonly Issue[] | null =>
  forms.find((issues) => issues.length > 0 && issues.every(({ path }) => path.length > 0)) ?? null;
