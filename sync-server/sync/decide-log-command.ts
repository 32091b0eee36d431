import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { LogContactCommand, LogVisitCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { createInteraction } from "#sync-server/clienteling/interactions.ts";
import { createVisit } from "#sync-server/clienteling/visits.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/** Whose an interaction that staff recorded is, among those that other systems send. */
const NAMESPACE = "clienteling";

/** Records a visit, or a contact as an interaction, where and by whom the command says ([X21]). */
export const decideLogCommand = async (
  deps: WriteDeps,
  command: LogVisitCommand | LogContactCommand,
  profileId: ProfileId,
  at: Instant,
): Promise<Outcome> => {
  const location = { number: command.locationId };
  const encounter = { profileId, location, staff: command.staffId, at };
  const logged =
    command.kind === "log_visit"
      ? await createVisit(deps, { ...encounter, notes: command.notes })
      : await createInteraction(deps, {
          ...{ ...encounter, action: "reach", signal: 0, namespace: NAMESPACE },
          ...{ channel: command.channel, name: command.name, description: command.description },
          meta: command.template === null ? null : { template: command.template },
        });
  return logged.ok
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[logged.error.reason], profileId };
};

const REASONS = {
  profile_unknown: "profile_unknown",
  location_unknown: "location_unknown",
  staff_unknown: "staff_unknown",
  // A contact names no product.
  product_unknown: "invalid_details",
  variant_unknown: "invalid_details",
} as const satisfies Record<string, VerdictReason>;
