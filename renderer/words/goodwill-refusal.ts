import type { GoodwillDenial } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why nothing is given to a customer. */
export const goodwillSentence = (denial: GoodwillDenial): Sentence => {
  switch (denial.reason) {
    case "not_givable":
      return {
        title: say("goodwill.refusal.not_givable"),
        advice: say("goodwill.refusal.not_givable_advice"),
      };
    case "reason_needed":
      return {
        title: say("goodwill.refusal.reason_needed"),
        advice: say("goodwill.refusal.reason_needed_advice"),
      };
    case "amount_not_positive":
      return { title: say("goodwill.refusal.amount_not_positive"), advice: "" };
    case "over_goodwill":
      return {
        title: say("goodwill.refusal.over_goodwill"),
        advice: say("goodwill.refusal.over_goodwill_advice"),
      };
    case "profile_unknown":
      return { title: say("goodwill.refusal.gone"), advice: "" };
    case "beyond_role":
      return { title: say("books.verdict.beyond"), advice: say("books.verdict.beyondAdvice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(denial);
    default:
      return unreachable(denial);
  }
};
