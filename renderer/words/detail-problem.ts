import { unreachable } from "#shared/kernel/assert.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";

/** What is wrong with a field, as it stands under the field. */
export const detailProblemSentence = (problem: DetailProblem): string => {
  switch (problem.reason) {
    case "not_an_email":
      return "This is not an e-mail address. It looks like name@example.com.";
    case "not_a_phone":
      return "This is not a phone number. Start with + and the country code if it is from abroad.";
    case "birth_incomplete":
      return "Give both day and month, or leave the birthday empty.";
    case "no_such_date":
      return "There is no such day in that month.";
    case "contact_missing":
      return "Give an e-mail address or a mobile phone, so that the person can be found again.";
    default:
      return unreachable(problem);
  }
};
