import { snake } from "#shared/kernel/case.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";
import {
  invalid,
  invalidFields,
  type RefusalTable,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import type { NamedLocationRefusal } from "#sync-server/profile/find-named-locations.ts";
import type { AddressFault, AddressUnfit } from "#sync-server/profile/fit-address.ts";
import type { SentAttributes } from "#sync-server/profile/plan-attributes.ts";
import type { ProfileRefusal, UniqueField } from "#sync-server/profile/profile-refusal.ts";
import type { BelongingUnknown } from "#sync-server/profile/sent-belongings.ts";

const PROBLEMS: Readonly<Record<DetailProblem["reason"], (field: string) => string>> = {
  not_an_email: () => "The email must be a valid email address.",
  not_a_phone: (field) =>
    `The ${field.replaceAll("_", " ")} must be a phone number that can exist: check its digits, and write it with its country code, such as +61 412 345 678.`,
  phone_extension: (field) =>
    `The ${field.replaceAll("_", " ")} must not have an extension: only the number itself can be kept.`,
  birth_incomplete: () => "Birth day and birth month go together, and the year needs both.",
  no_such_date: () => "There is no such date of birth.",
  birth_in_future: () => "The date of birth is in the future.",
  contact_missing: () => "The email field is required when there is no mobile phone.",
};

const LISTS: Readonly<Record<keyof SentAttributes, string>> = {
  address: "address",
  addresses: "addresses",
  dates: "dates_attributes",
  comms: "comms",
  appearance: "appearance_attributes",
  customValues: "attributes.custom",
  custom: "custom_attributes",
};

/** What is wrong with an address, by the fields of a body in which it is at a path. */
export const addressErrors = (
  faults: AddressUnfit["faults"],
  at = "",
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    faults.map(({ field, fault }) => [`${at}${field}`, [`The ${field} ${FAULTS[fault]}.`]]),
  );

const FAULTS: Readonly<Record<AddressFault["fault"], string>> = {
  missing: "is required: addresses in this country have one, or the country is unknown",
  unknown: "must be the code or the English name of a country",
  other_country: "must be of the same country as the country field: send both, or only one",
  other_state: "must be of the same state as the state field: send both, or only one",
};

/** The field that another profile already has, and the message about it. */
const TAKEN: Readonly<Record<UniqueField, (index: number) => readonly [string, string]>> = {
  mobilePhone: () => ["mobile_phone", "The phone number exists"],
  email: () => ["email", "The email has already been taken."],
  identities: (index) => [`identities.${index}.identifier`, "Another profile has this identity."],
};

const BELONGINGS: Readonly<Record<BelongingUnknown["what"], (index: number) => string>> = {
  region: (index) => `regions.${index}.region_id`,
  organisation: (index) => `organisations.${index}.organisation_id`,
  role: (index) => `organisations.${index}.role_definition_id`,
};

/** Refusals about profiles, with the API's field names and messages. */
export const PROFILE_REFUSALS: RefusalTable<ProfileRefusal | NamedLocationRefusal> = {
  profile_unknown: unknown("profile"),
  profile_deleted: unknown("profile"),
  id_taken: invalid("id", "The id has already been taken."),
  invalid_details: ({ problems }) => {
    const errors: Record<string, string[]> = {};
    for (const problem of problems) {
      const field = snake(problem.field);
      errors[field] = [...(errors[field] ?? []), PROBLEMS[problem.reason](field)];
    }
    return invalidFields(errors);
  },
  not_allowed: ({ field, message }) =>
    invalid(snake(field), message ?? `The ${snake(field).replaceAll("_", " ")} isn't allowed.`),
  location_unknown: ({ field }) => invalid(snake(field), "There is no such location."),
  staff_unknown: ({ field }) => invalid(snake(field), "There is no such staff member."),
  status_unknown: ({ index }) =>
    invalid(`statuses.${index}`, "There is no such status: create it with POST /statuses."),
  belonging_unknown: ({ what, index }) =>
    invalid(BELONGINGS[what](index), `There is no such ${what}.`),
  attribute_unknown: ({ list, index }) =>
    invalid(`${LISTS[list]}.${index}.id`, "The profile has nothing with this id."),
  address_unfit: ({ list, index, faults }) =>
    invalidFields(addressErrors(faults, list === "address" ? "address." : `addresses.${index}.`)),
  too_many_attributes: ({ list, max }) =>
    invalid(LISTS[list], `The profile would have too many: the maximum is ${max}.`),
  too_many_identities: ({ max }) =>
    invalid("identities", `The profile would have too many: the maximum is ${max}.`),
  too_many_an_hour: tooManyAnHour,
  duplicate_profile: ({ field, index, holderId }) =>
    invalid(...TAKEN[field](index), { profile: { id: holderId } }),
};
