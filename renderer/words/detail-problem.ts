import { unreachable } from "#shared/kernel/assert.ts";
import type { DetailProblem } from "#shared/profile/check-details.ts";
import { say } from "./say.ts";

/** What is wrong with a field, as shown under it. */
export const detailProblemSentence = (problem: DetailProblem): string => {
  switch (problem.reason) {
    case "not_an_email":
      return say("customerForm.problem.not_an_email");
    case "not_a_phone":
      return say("customerForm.problem.not_a_phone");
    case "phone_extension":
      return say("customerForm.problem.phone_extension");
    case "birth_incomplete":
      return say("customerForm.problem.birth_incomplete");
    case "no_such_date":
      return say("customerForm.problem.no_such_date");
    case "birth_in_future":
      return say("customerForm.problem.birth_in_future");
    case "contact_missing":
      return say("customerForm.problem.contact_missing");
    default:
      return unreachable(problem);
  }
};
