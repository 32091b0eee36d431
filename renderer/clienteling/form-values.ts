import { z } from "zod";
import type { ProfileDraft } from "#renderer/data/device.ts";
import { detailProblemSentence } from "#renderer/words/detail-problem.ts";
import { say } from "#renderer/words/say.ts";
import { definedFields, entriesOf, namesOf } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  checkChanges,
  checkDetails,
  type DetailProblem,
  type DetailRule,
} from "#shared/profile/check-details.ts";
import { normaliseEmail, shownEmail } from "#shared/profile/email.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { plainCharacters } from "#shared/profile/plain-characters.ts";
import {
  BIRTH_YEAR_MIN,
  type Profile,
  type ProfileDetails,
  profileDetailsSchema,
  UNKNOWN_NAME,
} from "#shared/profile/profile.ts";

/** The handle of a card that staff type or scan. */
const CARD_HANDLE = "card_pos";

/** The text of each field, as typed. */
const formValuesSchema = z
  .object({
    title: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    mobilePhone: z.string(),
    secondaryPhone: z.string(),
    birthDay: z.string(),
    birthMonth: z.string(),
    birthYear: z.string(),
    gender: z.string(),
    card: z.string(),
    /** The names of the consents that a new customer gives. */
    consent: z.string(),
  })
  .readonly();
export type FormValues = z.infer<typeof formValuesSchema>;

export const EMPTY_VALUES: FormValues = {
  title: "",
  firstName: "",
  lastName: "",
  email: "",
  mobilePhone: "",
  secondaryPhone: "",
  birthDay: "",
  birthMonth: "",
  birthYear: "",
  gender: "",
  card: "",
  consent: "",
};

/** A profile as field values. An unknown name is an empty field. */
export const valuesOfProfile = (profile: Profile): FormValues => ({
  title: profile.title ?? "",
  firstName: profile.firstName === UNKNOWN_NAME ? "" : profile.firstName,
  lastName: profile.lastName === UNKNOWN_NAME ? "" : profile.lastName,
  email: profile.email === null ? "" : shownEmail(profile.email),
  mobilePhone: profile.mobilePhone ?? "",
  secondaryPhone: profile.secondaryPhone ?? "",
  birthDay: profile.birthDay?.toString() ?? "",
  birthMonth: profile.birthMonth?.toString() ?? "",
  birthYear: profile.birthYear?.toString() ?? "",
  gender: profile.gender ?? "",
  card: "",
  consent: "",
});

/** Puts a search text into the field where it belongs. */
export const valuesOfTyped = (typed: string, isCard: boolean, country: string): FormValues => {
  const text = typed.trim();
  if (text === "") return EMPTY_VALUES;
  if (isCard) return { ...EMPTY_VALUES, card: canonicalIdentifier(text) };
  if (text.includes("@")) return { ...EMPTY_VALUES, email: text };
  const plain = plainCharacters(text);
  if (/^[+\d][\d\s()./-]*$/.test(plain)) {
    const isPhone = /^[+0]/.test(plain) && normalisePhone(plain, country) !== null;
    return isPhone ? { ...EMPTY_VALUES, mobilePhone: plain } : { ...EMPTY_VALUES, card: plain };
  }
  const [firstName = "", ...rest] = text.split(/\s+/).map(capitalised);
  return { ...EMPTY_VALUES, firstName, lastName: rest.join(" ") };
};

/** The details that the fields contain; null if they can't be read at all. */
export const detailsOf = (values: FormValues): ProfileDetails | null =>
  parseDetails(values).data ?? null;

const parseDetails = (values: FormValues) =>
  profileDetailsSchema.safeParse({
    title: textOrNull(values.title),
    firstName: values.firstName.trim() || UNKNOWN_NAME,
    lastName: values.lastName.trim() || UNKNOWN_NAME,
    email: textOrNull(values.email),
    mobilePhone: textOrNull(values.mobilePhone),
    secondaryPhone: textOrNull(values.secondaryPhone),
    birthDay: numberOrNull(values.birthDay),
    birthMonth: numberOrNull(values.birthMonth),
    birthYear: numberOrNull(values.birthYear),
    gender: textOrNull(values.gender),
  });

/** The valid part of what has been typed so far, to look for duplicates. */
export const draftOf = (values: FormValues, country: string): ProfileDraft | null => {
  const email = normaliseEmail(values.email);
  const mobilePhone = normalisePhone(values.mobilePhone, country);
  const hasName = values.firstName.trim().length > 1 && values.lastName.trim().length > 1;
  const card = canonicalIdentifier(values.card);
  if (email === null && mobilePhone === null && !hasName && card === "") return null;
  const details = detailsOf({
    ...EMPTY_VALUES,
    firstName: hasName ? values.firstName : "",
    lastName: hasName ? values.lastName : "",
    email: email ?? "",
    mobilePhone: mobilePhone ?? "",
  });
  return details === null ? null : { details, identities: identitiesOf(values) };
};

/** The card as an identity. */
export const identitiesOf = (values: FormValues): ProfileDraft["identities"] => {
  const identifier = canonicalIdentifier(values.card);
  return identifier === "" ? [] : [{ handle: CARD_HANDLE, identifier }];
};

/**
 * The form's rules: readable fields, a name, and what `checkDetails` requires. Each problem is a
 * sentence at its field, one per field, and no problem hides another. Values that haven't changed
 * since the form opened are accepted, so that staff can correct the name on an old record with a
 * bad phone number.
 */
export const formSchema = (options: DetailRule & { readonly initial: FormValues }) =>
  formValuesSchema.superRefine((values, context) => {
    const reported = new Set<string>();
    const addProblem = (field: keyof FormValues, message: string) => {
      if (!reported.has(field)) context.addIssue({ code: "custom", path: [field], message });
      reported.add(field);
    };
    if (values.firstName.trim() === "" && values.lastName.trim() === "") {
      addProblem("firstName", say("customerForm.problem.name_missing"));
    }
    const entered = options.needsContact ? values : changedValues(options.initial, values).values;
    const unreadable = unreadableFields(entered);
    for (const field of unreadable) addProblem(field, unreadableSentence(field, values[field]));
    // Fields that can't be read are left out, so that the others are still checked.
    const blanks = Object.fromEntries(unreadable.map((field) => [field, ""]));
    const details = detailsOf({ ...entered, ...blanks });
    if (details === null) return;
    const checked = checkDetails(details, options);
    if (checked.ok) return;
    for (const problem of checked.error) addProblem(problem.field, detailProblemSentence(problem));
  });

const unreadableFields = (values: FormValues): readonly (keyof FormValues)[] => {
  const paths = parseDetails(values).error?.issues.map(({ path }) => path[0]) ?? [];
  return namesOf(values).filter((field) => paths.includes(field));
};

const unreadableSentence = (field: keyof FormValues, text: string): string => {
  if (field === "birthDay") return say("customerForm.problem.day");
  if (field !== "birthYear") return say("customerForm.problem.unreadable");
  if (!/^\d{4}$/.test(text.trim())) return say("customerForm.problem.year");
  return Number(text) < BIRTH_YEAR_MIN
    ? say("customerForm.problem.year_early", { year: BIRTH_YEAR_MIN })
    : detailProblemSentence({ field, reason: "birth_in_future" });
};

/**
 * The fields that an edit sends: those that staff changed, normalised, where the result differs
 * from the profile.
 */
export const changesOf = (
  profile: Profile,
  values: FormValues,
  rule: Omit<DetailRule, "needsContact">,
): Result<Partial<ProfileDetails>, readonly DetailProblem[]> => {
  const { values: touched, fields } = changedValues(valuesOfProfile(profile), values);
  const details = detailsOf(touched);
  if (details === null) return err([]);
  const sent = Object.fromEntries(Object.entries(details).filter(([field]) => fields.has(field)));
  const checked = checkChanges(profileDetailsSchema.parse(profile), sent, {
    ...rule,
    needsContact: false,
  });
  if (!checked.ok) return err(checked.error);
  const changed = entriesOf(checked.value).filter(
    ([field, value]) => fields.has(field) && profile[field] !== value,
  );
  return ok(definedFields(profileDetailsSchema.partial().parse(Object.fromEntries(changed))));
};

/**
 * The fields that differ from their initial values; the others are empty. The three birthday fields
 * go together.
 */
const changedValues = (
  initial: FormValues,
  values: FormValues,
): { readonly values: FormValues; readonly fields: ReadonlySet<string> } => {
  const differing = entriesOf(values).filter(([field, value]) => initial[field] !== value);
  const fields = new Set(differing.map(([field]) => field));
  const birthday = differing.some(([field]) => field.startsWith("birth"))
    ? { birthDay: values.birthDay, birthMonth: values.birthMonth, birthYear: values.birthYear }
    : {};
  return { values: { ...EMPTY_VALUES, ...Object.fromEntries(differing), ...birthday }, fields };
};

const textOrNull = (text: string): string | null => text.trim() || null;

/** NaN if it isn't a plain number, which the schema then refuses. */
const numberOrNull = (text: string): number | null => {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
};

const capitalised = (word: string): string => {
  const [first = "", ...rest] = [...word];
  return word === word.toLowerCase() ? first.toUpperCase() + rest.join("") : word;
};
