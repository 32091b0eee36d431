import { type CommandId, commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { type Call, createCaller } from "#sync-server/simulation/server/caller.ts";
import type { SimServer } from "#sync-server/simulation/server/sim-server.ts";
import type { Chain } from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";

/** A till that calls the API, and what it works with. */
export type Desk = {
  readonly server: SimServer;
  readonly chain: Chain;
  readonly random: Seeded;
  readonly history: History;
  readonly extraIds: NonNullable<Chain["extraIds"]>;
  readonly call: Call;
  readonly note: (text: string) => void;
  readonly newKey: () => CommandId;
  readonly aProfile: () => ProfileId;
};

/** Something that happens at a desk. */
export type DeskAct = () => Promise<void>;

/** The part of a world that a desk needs. */
export type DeskDeps = {
  readonly server: SimServer;
  readonly chain: Chain;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly history: History;
};

export const createDesk = (deps: DeskDeps): Desk | null => {
  const { server, chain, scenario, schedule, random, history } = deps;
  const { extraIds } = chain;
  if (extraIds === null) return null;
  const note = (text: string): void => history.note(schedule.now(), `desk: ${text}`);
  return {
    ...{ server, chain, random, history, extraIds, note },
    call: createCaller({ server, scenario, random, history, note }),
    newKey: () => commandIdSchema.parse(random.uuid7(schedule.now())),
    aProfile: () => random.pick(chain.profileIds),
  };
};
