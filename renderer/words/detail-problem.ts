import { unreachable } from "#shared/kernel/assert.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";

/** What is wrong with a field, as shown under it. */
export const detailProblemSentence = (problem: DetailProblem): string => {
  switch (problem.reason) {
    case "not_an_email":
      return "Enter an email address like name@example.com.";
    case "not_a_phone":
      return "This can't be a phone number. Check the digits, and start with + and the country code if it's from abroad.";
    case "phone_extension":
      return "Leave out the extension: only the number itself can be kept.";
    case "birth_incomplete":
      return "Enter both day and month, or leave the birthday empty.";
    case "no_such_date":
      return "That month doesn't have this day.";
    case "birth_in_future":
      return "That date is in the future. Check the year.";
    case "contact_missing":
      return "Enter an email address or a mobile number, so that you can find this customer again.";
    default:
      return unreachable(problem);
  }
};
