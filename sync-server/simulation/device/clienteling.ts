import type { ProfileId } from "#shared/kernel/ids.ts";
import { configByKind } from "#shared/sync/config-by-kind.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import {
  type ClientelingRules,
  type HeldClienteling,
  projectPendingClienteling,
} from "#shared/sync/pending.ts";
import { openOf } from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";
import { programmeOf } from "./standing.ts";

/**
 * A profile's lists and connections as this device's screen shows them, and the rules by which they
 * are changed ([X15], [X16]).
 */
export const clientelingOn = (
  device: SimDevice,
  profileId: ProfileId,
): { readonly held: HeldClienteling; readonly rules: ClientelingRules } => {
  const { durable } = device;
  const { documents } = durable.cache;
  const facts = [...documents.clienteling.values()].filter((fact) => fact.profileId === profileId);
  const confirmed = {
    lists: facts.flatMap((fact) => (fact.kind === "list" ? [fact.list] : [])),
    connections: facts.flatMap((fact) => (fact.kind === "connection" ? [fact.connection] : [])),
  };
  const rules = {
    lists: programmeOf(durable)?.definitions.list ?? [],
    connections: configByKind([...documents.config.values()]).connection_definition,
    at: device.now(),
  };
  const commands = commandsOnTop(openOf(durable));
  return { held: projectPendingClienteling(profileId, confirmed, commands, rules), rules };
};
