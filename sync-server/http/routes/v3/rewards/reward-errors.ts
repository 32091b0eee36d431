import type { FastifyReply } from "fastify";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import {
  KEY_REUSED,
  refuseConflict,
  refuseField,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { apiAmount } from "#sync-server/http/routes/v3/api-amount.ts";
import type { ChangeRewardRefusal } from "#sync-server/incentive/change-reward.ts";
import type { PointsRefusal } from "#sync-server/incentive/issue-points.ts";
import type { RewardRefusal } from "#sync-server/incentive/issue-reward.ts";

/** A refusal about a reward or points, in the API's field names and words. */
export const refuseLot = (
  reply: FastifyReply,
  refusal: RewardRefusal | ChangeRewardRefusal | PointsRefusal,
  unit: Unit,
): FastifyReply => {
  const amount = (value: number) => apiAmount(unit, value);
  switch (refusal.reason) {
    case "key_reused":
      return refuseConflict(reply, KEY_REUSED);
    case "reward_unknown":
      return refuseUnknown(reply, "reward");
    case "profile_unknown":
      return refuseField(reply, "profile_id", "There is no such profile.");
    case "definition_unknown":
      return refuseField(reply, `${unit}_definition_id`, "There is no such definition in use.");
    case "external_id_taken":
      return refuseField(reply, "external_id", "The external id has already been taken.");
    case "value_not_positive":
      return refuseField(reply, "value_initial", "The value initial must be more than 0.");
    case "value_over_max":
      return refuseField(
        reply,
        "value_initial",
        `The value initial must not be more than ${amount(refusal.maxCents)}.`,
      );
    case "expires_before_issue":
      return refuseField(reply, "expires_at", "The expiry must not be before the issue.");
    case "lot_used_up":
      return refuseField(reply, "value_remaining", "Nothing of it remains; issue a new one.");
    case "remaining_below_zero":
      return refuseField(reply, "value_remaining", "The value remaining must not be below 0.");
    case "remaining_over_initial":
      return refuseField(
        reply,
        "value_remaining",
        `The value remaining must not be more than ${amount(refusal.max)}, which was issued.`,
      );
    default:
      return unreachable(refusal);
  }
};
