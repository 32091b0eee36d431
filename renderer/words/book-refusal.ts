import type { BookRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why customers don't change hands. */
export const bookRefusalSentence = (refusal: BookRefusal): Sentence => {
  switch (refusal.reason) {
    case "beyond_role":
      return { title: say("books.verdict.beyond"), advice: say("books.verdict.beyondAdvice") };
    case "no_changes":
      return { title: say("books.refusal.same"), advice: "" };
    case "profile_unknown":
      return { title: say("books.refusal.gone"), advice: "" };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
