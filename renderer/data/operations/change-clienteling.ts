import type { ByStaff } from "#renderer/data/device.ts";
import { clientelingRules, heldOf } from "#renderer/data/query/clienteling-view.ts";
import { readClientelingFacts } from "#renderer/data/query/fact-queries.ts";
import type { ConnectionRefusal, ListRefusal } from "#renderer/data/refusal.ts";
import {
  type ConnectionStatus,
  connectionStatusAt,
  decideConnectionStep,
} from "#shared/clienteling/connection.ts";
import { type ListStep, listStepSchema } from "#shared/clienteling/list-step.ts";
import type { CommandId, ConnectionId, ProfileId } from "#shared/kernel/ids.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { decideListStep } from "#shared/sync/list-command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { projectPendingClienteling } from "#shared/sync/pending.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

type Done = { readonly commandId: CommandId };

/** Changes a profile's lists, or refuses what the server would refuse as well ([X15]). */
export const changeLists = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly step: ListStep } & ByStaff,
): Promise<Result<Done, ListRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const step = listStepSchema.safeParse(request.step);
  if (!step.success) return err({ reason: "not_readable" });
  const { profileId, staffId } = request;
  const known = await readKnown(deps, profileId);
  if (!known) return err({ reason: "profile_unknown" });
  const draft = { ...commandBase(deps, staffId), profileId, ...step.data };
  const decided = decideListStep(known.held.lists, draft, known.rules.lists);
  if (!decided.ok) return decided;
  return submitCommand(deps, draft);
};

/** Brings a connection into another status, if this profile's side may ([X16]). */
export const stepConnection = async (
  deps: OperationDeps,
  request: {
    readonly profileId: ProfileId;
    readonly connectionId: ConnectionId;
    readonly status: ConnectionStatus;
  } & ByStaff,
): Promise<Result<Done, ConnectionRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const { profileId, staffId, connectionId, status } = request;
  const known = await readKnown(deps, profileId);
  if (!known) return err({ reason: "profile_unknown" });
  const { held, rules } = known;
  const connection = held.connections.find(({ id }) => id === connectionId);
  const terms = rules.connections.find(({ id }) => id === connection?.definitionId);
  if (!connection || !terms) return err({ reason: "connection_unknown" });
  const from = connectionStatusAt(connection, rules.at);
  const step = decideConnectionStep(from, status, { by: connection.side, terms });
  if (!step.ok) return step;
  const kind = "step_connection" as const;
  const draft = { ...commandBase(deps, staffId), kind, profileId, connectionId, status };
  return submitCommand(deps, draft);
};

/** A profile's lists and connections as this device shows them; null if it isn't here. */
const readKnown = async (deps: OperationDeps, profileId: ProfileId) => {
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return null;
  const facts = await readClientelingFacts(deps.cache(), profileId);
  const commands = commandsOnTop(deps.outbox.entries$.value);
  const rules = clientelingRules(deps.config(), deps.time.now());
  return { held: projectPendingClienteling(profileId, heldOf(facts), commands, rules), rules };
};
