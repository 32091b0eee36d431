import type { FastifyReply } from "fastify";
import { unreachable } from "#shared/kernel/assert.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";
import { refuseField, refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import type { GivenAttributes } from "#sync-server/profile/plan-attributes.ts";
import type { ProfileRefusal } from "#sync-server/profile/profile-refusal.ts";

/** A refusal about a profile, in the API's field names and words. */
export const refuseProfile = (reply: FastifyReply, refusal: ProfileRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "profile_unknown":
    case "profile_deleted":
      return refuseUnknown(reply, "profile");
    case "id_taken":
      return refuseField(reply, "id", "The id has already been taken.");
    case "invalid_details": {
      const errors: Record<string, string[]> = {};
      for (const problem of refusal.problems) {
        const field = fieldNames[problem.field];
        errors[field] = [...(errors[field] ?? []), messages[problem.reason](field)];
      }
      return refuseFields(reply, errors);
    }
    case "location_unknown": {
      const field =
        refusal.field === "joinedLocationId" ? "joined_location_id" : "preferred_location_id";
      return refuseField(reply, field, "There is no such location.");
    }
    case "staff_unknown":
      return refuseField(reply, "joined_staff_id", "There is no such member of staff.");
    case "attribute_unknown": {
      const field = `${listNames[refusal.list]}.${refusal.index}.id`;
      return refuseField(reply, field, "The profile has nothing of this id.");
    }
    case "too_many_attributes":
      return refuseField(
        reply,
        listNames[refusal.list],
        `The profile would have more than it may: at most ${refusal.max}.`,
      );
    case "duplicate_profile": {
      const holder = { profile: { id: refusal.holderId } };
      if (refusal.field === "mobilePhone") {
        return refuseField(reply, "mobile_phone", "The phone number exists", holder);
      }
      if (refusal.field === "email") {
        return refuseField(reply, "email", "The email has already been taken.", holder);
      }
      const field = `identities.${refusal.index}.identifier`;
      return refuseField(reply, field, "Another profile has this identity.", holder);
    }
    default:
      return unreachable(refusal);
  }
};

const fieldNames = {
  email: "email",
  mobilePhone: "mobile_phone",
  secondaryPhone: "secondary_phone",
  birthDay: "birth_day",
  birthMonth: "birth_month",
  birthYear: "birth_year",
} as const satisfies Record<DetailProblem["field"], string>;

const listNames: Readonly<Record<keyof GivenAttributes, string>> = {
  addresses: "addresses",
  dates: "dates_attributes",
  comms: "comms",
  custom: "custom_attributes",
};

const messages: Readonly<Record<DetailProblem["reason"], (field: string) => string>> = {
  not_an_email: () => "The email must be a valid email address.",
  not_a_phone: (field) =>
    `The ${field.replaceAll("_", " ")} must be a phone number; write it with its country code, such as +61 412 345 678.`,
  birth_incomplete: () => "Birth day and birth month go together, and the year needs both.",
  no_such_date: () => "There is no such date of birth.",
  contact_missing: () => "The email field is required when there is no mobile phone.",
};
