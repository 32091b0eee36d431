import { entriesOf } from "#shared/kernel/object.ts";
import { type ConsentChannel, consentNamed } from "#shared/profile/consent.ts";
import type { HeldOverruled } from "#shared/sync/facts.ts";
import type { Format } from "./format.ts";
import { spacedPhone } from "./person-text.ts";
import { say } from "./say.ts";

const FIELDS: Readonly<Record<string, string>> = {
  title: say("details.title"),
  firstName: say("details.first_name"),
  lastName: say("details.last_name"),
  email: say("details.email"),
  mobilePhone: say("details.mobile"),
  secondaryPhone: say("details.other_phone"),
  birthDay: say("customerForm.day_of_birth"),
  birthMonth: say("customerForm.month_of_birth"),
  birthYear: say("customerForm.year_of_birth"),
  gender: say("details.gender"),
};

/** The ways to reach a customer. */
export const CHANNEL_WORDS: Readonly<Record<ConsentChannel, string>> = {
  email: say("consent.email"),
  sms: say("consent.sms"),
  push: say("consent.push"),
  phone: say("consent.phone"),
  post: say("consent.post"),
};

/** What a field of a profile is called: `sms_promo` is "Offers by SMS". */
export const fieldName = (field: string): string => {
  const consent = consentNamed(field);
  if (consent === null) return FIELDS[field] ?? field;
  const [channel = "", topic] = consent.split("_");
  const way = entriesOf(CHANNEL_WORDS).find(([known]) => known === channel)?.[1] ?? channel;
  return topic === "promo" ? say("consent.offers_by", { way }) : `${way}: ${topic}`;
};

/** A value of such a field. */
export const fieldValue = (
  field: string,
  value: HeldOverruled["value"] | undefined,
  format: Format,
): string => {
  if (value === null || value === undefined || value === "") return say("details.value_none");
  if (typeof value === "boolean") return say(value ? "details.value_yes" : "details.value_no");
  if (typeof value === "number") return field === "birthYear" ? String(value) : format.count(value);
  return field.endsWith("Phone") ? spacedPhone(value) : value;
};
