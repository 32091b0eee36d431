import type { FastifyReply } from "fastify";
import { unreachable } from "#shared/kernel/assert.ts";
import {
  refuseConflict,
  refuseField,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import type { DefinitionRefusal } from "#sync-server/incentive/definitions.ts";

/** A refusal about a definition, in the API's field names and words. */
export const refuseDefinition = (reply: FastifyReply, refusal: DefinitionRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "definition_unknown":
      return refuseUnknown(reply, "definition");
    case "handle_taken":
      return refuseField(
        reply,
        "handle",
        "The handle has already been taken; it is given once, for good.",
      );
    case "handle_immutable":
      return refuseField(reply, "handle", "The handle cannot be changed.");
    case "value_over_max":
      return refuseField(reply, "value", "The value must not be more than max_value.");
    case "period_too_long":
      return refuseField(
        reply,
        "period",
        `The period must not be longer than ${refusal.max} ${refusal.periodType}.`,
      );
    case "in_use":
      return refuseConflict(
        reply,
        `It cannot be deleted: ${refusal.openLots} that it has issued still hold something. Unpublish it, or wait until they are used or expired.`,
      );
    default:
      return unreachable(refusal);
  }
};
