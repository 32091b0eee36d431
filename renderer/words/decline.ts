import type { RedeemDecline } from "#renderer/data/redeem-outcome.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Format } from "./format.ts";
import { localRefusalSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";
import { verdictReasonSentence } from "./verdict.ts";

/** Why a redemption, or a use of a benefit, was declined. */
export const declineSentence = (decline: RedeemDecline, format: Format): Sentence => {
  switch (decline.by) {
    case "device":
      return localRefusalSentence(decline.refusal, format);
    case "server":
      return verdictReasonSentence(decline.reason, decline, format);
    default:
      return unreachable(decline);
  }
};

/** The reason, no matter who declined. */
export const declineReason = (decline: RedeemDecline) => {
  switch (decline.by) {
    case "device":
      return decline.refusal.reason;
    case "server":
      return decline.reason;
    default:
      return unreachable(decline);
  }
};
