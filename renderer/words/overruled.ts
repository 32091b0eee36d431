import { entriesOf } from "#shared/kernel/object.ts";
import { type ConsentChannel, consentNamed } from "#shared/profile/consent.ts";
import type { HeldOverruled } from "#shared/sync/facts.ts";
import type { Format } from "./format.ts";
import { spacedPhone } from "./person-text.ts";

const FIELDS: Readonly<Record<string, string>> = {
  title: "Title",
  firstName: "First name",
  lastName: "Last name",
  email: "Email",
  mobilePhone: "Mobile",
  secondaryPhone: "Second phone",
  birthDay: "Day of birth",
  birthMonth: "Month of birth",
  birthYear: "Year of birth",
  gender: "Gender",
};

/** The ways to reach a customer. */
export const CHANNEL_WORDS: Readonly<Record<ConsentChannel, string>> = {
  email: "Email",
  sms: "SMS",
  push: "App message",
  phone: "Phone",
  post: "Post",
};

/** What a field of a profile is called: `sms_promo` is "Offers by SMS". */
export const fieldName = (field: string): string => {
  const consent = consentNamed(field);
  if (consent === null) return FIELDS[field] ?? field;
  const [channel = "", topic] = consent.split("_");
  const way = entriesOf(CHANNEL_WORDS).find(([known]) => known === channel)?.[1] ?? channel;
  return topic === "promo" ? `Offers by ${way}` : `${way}: ${topic}`;
};

/** A value of such a field. */
export const fieldValue = (
  field: string,
  value: HeldOverruled["value"] | undefined,
  format: Format,
): string => {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return field === "birthYear" ? String(value) : format.count(value);
  return field.endsWith("Phone") ? spacedPhone(value) : value;
};
