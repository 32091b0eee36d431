import type { ConnectionRefusal } from "#renderer/data/refusal.ts";
import type { ConnectionStatus } from "#shared/clienteling/connection.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** How a connection with somebody stands. */
export const CONNECTION_STATUS_WORDS: Readonly<Record<ConnectionStatus, string>> = {
  draft: say("connection.status.draft"),
  pending: say("connection.status.pending"),
  accepted: say("connection.status.accepted"),
  rejected: say("connection.status.rejected"),
  hold: say("connection.status.hold"),
  archived: say("connection.status.archived"),
  break: say("connection.status.break"),
};

/** What staff do to bring it there. */
export const CONNECTION_STEP_WORDS: Readonly<Record<ConnectionStatus, string>> = {
  draft: say("connection.step.draft"),
  pending: say("connection.step.pending"),
  accepted: say("connection.step.accepted"),
  rejected: say("connection.step.rejected"),
  hold: say("connection.step.hold"),
  archived: say("connection.step.archived"),
  break: say("connection.step.break"),
};

/** Why a connection wasn't changed. */
export const connectionRefusalSentence = (refusal: ConnectionRefusal): Sentence => {
  switch (refusal.reason) {
    case "profile_unknown":
      return {
        title: say("refusal.customer_gone"),
        advice: say("refusal.customer_gone_advice"),
      };
    case "connection_unknown":
      return {
        title: say("refusal.connection_unknown"),
        advice: say("refusal.connection_unknown_advice"),
      };
    case "no_first_status":
    case "must_be_pending":
    case "no_such_step":
    case "not_this_side":
      return {
        title: say("refusal.connection_step"),
        advice: say("refusal.connection_step_advice"),
      };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
