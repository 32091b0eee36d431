import type { MergeRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why two customers weren't merged. */
export const mergeRefusalSentence = (refusal: MergeRefusal): Sentence => {
  switch (refusal.reason) {
    case "beyond_role":
      return { title: say("merge.managers"), advice: say("merge.managers_advice") };
    case "profile_unknown":
      return { title: say("merge.gone"), advice: say("merge.gone_advice") };
    case "same_profile":
      return { title: say("merge.itself"), advice: say("merge.gone_advice") };
    case "already_merging":
      return { title: say("merge.waiting"), advice: say("merge.waiting_advice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
