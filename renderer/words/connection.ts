import type { ConnectionRefusal } from "#renderer/data/refusal.ts";
import type { ConnectionStatus } from "#shared/clienteling/connection.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import type { Sentence } from "./sentence.ts";

/** How a connection with somebody stands. */
export const CONNECTION_STATUS_WORDS: Readonly<Record<ConnectionStatus, string>> = {
  draft: "Not asked yet",
  pending: "Waiting for an answer",
  accepted: "Connected",
  rejected: "Declined",
  hold: "On hold",
  archived: "Put away",
  break: "Ended",
};

/** What staff do to bring it there. */
export const CONNECTION_STEP_WORDS: Readonly<Record<ConnectionStatus, string>> = {
  draft: "Start again",
  pending: "Ask",
  accepted: "Accept",
  rejected: "Decline",
  hold: "Put on hold",
  archived: "Put away",
  break: "End",
};

/** Why a connection wasn't changed. */
export const connectionRefusalSentence = (refusal: ConnectionRefusal): Sentence => {
  switch (refusal.reason) {
    case "profile_unknown":
      return {
        title: "This customer is no longer on this device.",
        advice: "Go back and search again.",
      };
    case "connection_unknown":
      return { title: "The connection isn't there any more.", advice: "Sync and look again." };
    case "no_first_status":
    case "must_be_pending":
    case "no_such_step":
    case "not_this_side":
      return {
        title: "The connection can't be changed like that.",
        advice: "It may just have changed elsewhere, or the other customer has to do it.",
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
