import type { ReverseRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a redemption isn't reversed. */
export const reverseRefusalSentence = (refusal: ReverseRefusal): Sentence => {
  switch (refusal.reason) {
    case "redemption_unknown":
      return {
        title: say("reverse.verdict.unknown"),
        advice: say("reverse.verdict.unknown_advice"),
      };
    case "beyond_role":
      return { title: say("books.verdict.beyond"), advice: say("books.verdict.beyondAdvice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
