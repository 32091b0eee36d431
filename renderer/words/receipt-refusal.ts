import type { ReceiptRefusal } from "#renderer/data/refusal.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { cannotKeepSentence } from "./local-refusal.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** Why a receipt wasn't added to a customer's purchases. */
export const receiptRefusalSentence = (refusal: ReceiptRefusal): Sentence => {
  switch (refusal.reason) {
    case "not_readable":
      return { title: say("receipts.not_readable"), advice: say("receipts.not_readable_advice") };
    case "profile_unknown":
      return { title: say("receipts.gone"), advice: say("receipts.gone_advice") };
    case "in_the_future":
      return { title: say("receipts.future"), advice: say("receipts.future_advice") };
    case "too_long_before_joining": {
      const days = refusal.daysBeforeJoining;
      return { title: say("receipts.old"), advice: say("receipts.old_advice", { days }) };
    }
    case "already_theirs":
      return { title: say("receipts.theirs"), advice: say("receipts.theirs_advice") };
    case "already_credited":
      return { title: say("receipts.taken"), advice: say("receipts.taken_advice") };
    case "already_added":
      return { title: say("receipts.waiting"), advice: say("receipts.waiting_advice") };
    case "not_ready":
    case "not_durable":
      return cannotKeepSentence(refusal);
    default:
      return unreachable(refusal);
  }
};
