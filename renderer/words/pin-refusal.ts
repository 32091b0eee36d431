import type { PinRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { say } from "./say-first.ts";
import type { Sentence } from "./sentence.ts";

/** Why a member of staff couldn't sign in. */
export const pinRefusalSentence = (refusal: PinRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "wrong_pin":
      return {
        title: say("signIn.wrong"),
        advice:
          refusal.triesLeft === 1
            ? say("signIn.last_try")
            : say("signIn.tries", {
                count: refusal.triesLeft,
                shown: format.count(refusal.triesLeft),
              }),
      };
    case "locked":
      return {
        title: say("signIn.locked"),
        advice: say("signIn.locked_hint", {
          time: format.duration(Math.max(1000, refusal.retryAfterMs)),
        }),
      };
    case "staff_unknown":
      return { title: say("signIn.inactive"), advice: say("signIn.inactive_hint") };
    default:
      return unreachable(refusal);
  }
};
