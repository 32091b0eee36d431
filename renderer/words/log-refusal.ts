import type { LogRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a visit or a contact wasn't recorded. */
export const logRefusalSentence = (refusal: LogRefusal): Sentence => {
  switch (refusal.reason) {
    case "not_readable":
      return { title: say("activity.not_readable"), advice: say("activity.not_readable_advice") };
    case "profile_unknown":
      return { title: say("activity.gone"), advice: say("activity.gone_advice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
