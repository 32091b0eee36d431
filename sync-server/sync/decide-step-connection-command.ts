import type { ProfileId } from "#shared/kernel/ids.ts";
import type { StepConnectionCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { updateConnection } from "#sync-server/clienteling/connections.ts";
import type { ConnectionRefusal } from "#sync-server/clienteling/decide-connection.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/** Brings a connection into another status, for the side whose device it was ([X16]). */
export const decideStepConnectionCommand = async (
  deps: WriteDeps,
  { connectionId: id, status }: StepConnectionCommand,
  profileId: ProfileId,
): Promise<Outcome> => {
  const stepped = await updateConnection(deps, { id, by: profileId, changes: { status } });
  return stepped.ok
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[stepped.error.reason], profileId };
};

/** What staff need not tell apart has one word. */
const REASONS: Readonly<Record<ConnectionRefusal["reason"], VerdictReason>> = {
  connection_unknown: "connection_unknown",
  profile_unknown: "connection_unknown",
  same_profile: "connection_step",
  definition_unknown: "connection_unknown",
  status_disagrees: "connection_step",
  breaker_unknown: "connection_step",
  no_first_status: "connection_step",
  must_be_pending: "connection_step",
  no_such_step: "connection_step",
  not_this_side: "connection_step",
  definition_closed: "connection_step",
  not_eligible: "connection_step",
  already_connected: "connection_step",
};
