import type { ByStaff, Reversal } from "#renderer/data/device.ts";
import { isUnsent } from "#renderer/data/outbox/outbox-entry.ts";
import { readProfileFacts } from "#renderer/data/query/fact-queries.ts";
import { redemptionsOf } from "#renderer/data/query/redemptions-of.ts";
import type { ReverseRefusal } from "#renderer/data/refusal.ts";
import type { RedemptionState } from "#renderer/data/views.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isReversible, reverserOf } from "#shared/redemption/reversal.ts";
import { actingRole } from "./acting-role.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/**
 * Reverses a redemption by the server's own rules ([V2], [S31]). One that was never sent is undone
 * instead. The window counts from when it was made, which the server's never ends before.
 */
export const reverseRedemption = async (
  deps: OperationDeps,
  request: Reversal & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, ReverseRefusal>> => {
  const { profileId, redeemCommandId, approvedBy, staffId } = request;
  const { outbox, time } = deps;
  if (!outbox.enrolment()) return err({ reason: "not_ready" });
  const { account } = await readProfileFacts(deps.cache(), profileId);
  const entries = [...outbox.redeemed(), ...outbox.entries$.value];
  const known = redemptionsOf(profileId, account?.redemptions ?? [], entries);
  const redemption = known.find(({ commandId }) => commandId === redeemCommandId);
  if (!redemption || !IS_TAKEN[redemption.state]) return err({ reason: "redemption_unknown" });
  const made = entries.find(({ commandId }) => commandId === redeemCommandId);
  if (made && isUnsent(made)) {
    const undone = await outbox.withdraw(redeemCommandId, []);
    if (undone.ok) {
      deps.wakePusher();
      return ok({ commandId: redeemCommandId });
    }
    if (undone.error.reason === "not_durable") return err(undone.error);
  }
  const role = actingRole(deps, request, "reverse_late");
  if (role === null || !isReversible(redemption.at, time.now(), reverserOf(role))) {
    return err({ reason: "beyond_role" });
  }
  const base = commandBase(deps, staffId);
  return submitCommand(deps, {
    ...{ ...base, kind: "reverse_redemption", profileId, redeemCommandId, approvedBy },
  });
};

/** Whether there is something to give back. */
const IS_TAKEN: Readonly<Record<RedemptionState, boolean>> = {
  confirmed: true,
  waiting: true,
  reversing: false,
  reversed: false,
  refused: false,
};
