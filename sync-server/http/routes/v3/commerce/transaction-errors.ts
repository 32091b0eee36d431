import type { FastifyReply } from "fastify";
import { unreachable } from "#shared/kernel/assert.ts";
import type { TransactionRefusal } from "#sync-server/commerce/transaction-input.ts";
import {
  KEY_REUSED,
  refuseConflict,
  refuseField,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";

/** A refusal about a transaction, in the API's field names and words. */
export const refuseTransaction = (
  reply: FastifyReply,
  refusal: TransactionRefusal,
): FastifyReply => {
  switch (refusal.reason) {
    case "key_reused":
      return refuseConflict(reply, KEY_REUSED);
    case "transaction_unknown":
      return refuseUnknown(reply, "transaction");
    case "profile_unknown":
      return refuseField(
        reply,
        "profile_id",
        "There is no such profile. Leave it out for a guest.",
      );
    case "already_exists":
      return refuseField(
        reply,
        "external_id",
        "This system has sent a transaction with this external id before. Send it to /transactions/update-create to correct it.",
        { transaction: { id: refusal.transactionId } },
      );
    case "profile_differs":
      return refuseField(
        reply,
        "profile_id",
        "The transaction belongs to another profile and stays there. Void it and post a new one.",
        { profile: { id: refusal.profileId } },
      );
    case "location_unknown":
      return refuseField(reply, "location_id", "There is no such location.");
    case "staff_unknown":
      return refuseField(reply, "staff_id", "There is no such member of staff.");
    case "redemption_unknown":
      return refuseField(reply, "redemption_id", "The profile has no such redemption.");
    case "currency_foreign":
      return refuseField(
        reply,
        "currency",
        `Only ${refusal.currency} is taken: points are not earned on other currencies yet.`,
      );
    case "in_the_future":
      return refuseField(reply, "transacted_at", "The moment lies more than a day ahead.");
    default:
      return unreachable(refusal);
  }
};
