import type { PinRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import type { Sentence } from "./sentence.ts";

/** Why a member of staff couldn't sign in. */
export const pinRefusalSentence = (refusal: PinRefusal, format: Format): Sentence => {
  switch (refusal.reason) {
    case "wrong_pin":
      return {
        title: "Wrong PIN.",
        advice:
          refusal.triesLeft === 1
            ? "One more try before it's locked for a while."
            : `${format.count(refusal.triesLeft)} tries left.`,
      };
    case "locked":
      return {
        title: "Locked after too many wrong PINs.",
        advice: `Try again in ${format.duration(Math.max(1000, refusal.retryAfterMs))}, or sign in as someone else.`,
      };
    case "staff_unknown":
      return {
        title: "This person no longer works here.",
        advice: "Choose someone else. Head office can add staff.",
      };
    default:
      return unreachable(refusal);
  }
};
