import type { PinRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import type { Sentence } from "./sentence.ts";

/** Why a member of staff could not sign in. */
export const pinRefusalSentence = (refusal: PinRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "wrong_pin":
      return {
        title: "Wrong PIN.",
        advice:
          refusal.triesLeft === 1
            ? "One more try before it is locked for a while."
            : `${format.count(refusal.triesLeft)} tries left.`,
      };
    case "locked":
      return {
        title: "Locked after too many wrong PINs.",
        advice: `Try again in ${format.duration(Math.max(1000, refusal.retryAfterMs))}, or sign in as somebody else.`,
      };
    case "staff_unknown":
      return {
        title: "This person no longer works here.",
        advice: "Choose somebody else. Head office can add people.",
      };
    default:
      return unreachable(refusal);
  }
};
