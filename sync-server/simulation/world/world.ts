import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { DeskAct } from "#sync-server/simulation/desks/desk.ts";
import { type Desks, openDesks } from "#sync-server/simulation/desks/desks.ts";
import { openEraseDesk } from "#sync-server/simulation/desks/erasures.ts";
import { openMergeDesk } from "#sync-server/simulation/desks/merges.ts";
import { createSimDevice, type SimDevice } from "#sync-server/simulation/device/sim-device.ts";
import { enrolAt, foundChain } from "#sync-server/simulation/server/found-chain.ts";
import { createHeadOffice, type HeadOffice } from "#sync-server/simulation/server/head-office.ts";
import type { SimDatabase } from "#sync-server/simulation/server/sim-database.ts";
import { createSimServer, type SimServer } from "#sync-server/simulation/server/sim-server.ts";
import { inProcessPort, type PortOf } from "#sync-server/simulation/server/sync-port.ts";
import type { Chain } from "./chain.ts";
import { createHistory, type History } from "./history.ts";
import { createNetwork, type Network } from "./network.ts";
import { drawScenario, type Scenario } from "./scenario.ts";
import { createSchedule, type Schedule } from "./schedule.ts";
import { type Seeded, seeded } from "./seeded.ts";

/** Everything in the world of a seed. */
export type World = {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly history: History;
  readonly network: Network;
  readonly server: SimServer;
  readonly headOffice: HeadOffice;
  readonly desks: Desks;
  readonly mergeDesk: DeskAct;
  readonly eraseDesk: DeskAct;
  readonly devices: readonly SimDevice[];
  readonly chain: Chain;
  readonly random: Seeded;
  /** From now on nothing fails any more. */
  readonly heal: () => void;
};

export type WorldOptions = {
  readonly seed: number;
  readonly database: SimDatabase;
  /**
   * How many messages a server handles at once: above 1, the history doesn't depend on the seed
   * alone.
   */
  readonly atOnce?: number;
  /** The server never dies: it could take other requests with it, or isn't ours to kill. */
  readonly isServerSafe?: boolean;
  readonly portOf?: PortOf;
  /** Called with each device's token, for a port that must send it. */
  readonly onEnrolled?: (deviceId: string, token: string) => void;
};

/** Noon on a Tuesday in Melbourne. */
const START: Instant = instant(Date.UTC(2026, 2, 3, 1));

/** Creates the chain of a seed, enrols its devices, and connects them with a network. */
export const createWorld = async (options: WorldOptions): Promise<World> => {
  const { seed, database, isServerSafe = false, atOnce = 1 } = options;
  const drawn = drawScenario(seed);
  const scenario = isServerSafe ? { ...drawn, crashShare: 0 } : drawn;
  const schedule = createSchedule(START, atOnce);
  const history = createHistory();
  const random = (name: string): Seeded => seeded(seed, name);
  const server = createSimServer({
    database,
    schedule,
    history,
    random: random("server"),
    portOf: options.portOf ?? inProcessPort,
  });
  const chain = await found(server, scenario);
  const crashes = random("crashes");
  let isHealed = false;
  const network = createNetwork({
    schedule,
    scenario,
    history,
    random: random("network"),
    serve: (deviceId, text) => {
      if (!isHealed && crashes.chance(scenario.crashShare))
        server.crashAfter(crashes.between(0, 3));
      return server.handle(deviceId, text);
    },
  });

  const devices: SimDevice[] = [];
  for (const [n, at] of scenario.deviceLocations.entries()) {
    const location = assertDefined(chain.locations[at], "a location of the chain");
    const enrolled = await server.store.run(enrolAt, { n, locationId: location.id });
    options.onEnrolled?.(enrolled.deviceId, enrolled.token);
    const { deviceId, deviceEpoch } = enrolled;
    const enrolledAt = server.clock();
    const contact = { deviceId, made: 0, at: enrolledAt, verdictsBefore: 0, verdictsAfter: 0 };
    history.contacts.push(contact);
    const place = { deviceId, deviceEpoch, locationId: location.id, timezone: location.timezone };
    const parts = { chain, scenario, schedule, network, history };
    const isLiar = scenario.liar === n;
    devices.push(createSimDevice({ ...parts, place, isLiar, random: random(`device ${n}`) }));
  }
  const headOffice = createHeadOffice({
    server,
    chain,
    scenario,
    schedule,
    history,
    isServerSafe,
    random: random("head office"),
    profileIds: () => profilesOf(chain, history),
  });
  const desks = openDesks({
    server,
    chain,
    scenario,
    schedule,
    history,
    random: random("desks"),
  });
  const mergeDesk = openMergeDesk({
    server,
    chain,
    scenario,
    schedule,
    history,
    random: random("merge desk"),
    profileIds: () => profilesOf(chain, history),
  });
  const eraseDesk = openEraseDesk({
    server,
    chain,
    scenario,
    schedule,
    history,
    random: random("erase desk"),
    profileIds: () => profilesOf(chain, history),
  });
  const rest = {
    desks,
    mergeDesk,
    eraseDesk,
    scenario,
    schedule,
    history,
    network,
    server,
    headOffice,
    devices,
    chain,
  };
  const heal = (): void => {
    isHealed = true;
    network.heal();
    server.crashAfter(Number.POSITIVE_INFINITY);
  };
  return { seed, ...rest, random: random("world"), heal };
};

const found = (server: SimServer, scenario: Scenario): Promise<Chain> => {
  return server.store.run(foundChain, scenario);
};

/** The profiles from the start, and those that the server has accepted since. */
const profilesOf = (chain: Chain, history: History): readonly ProfileId[] => [
  ...chain.profileIds,
  ...history.created,
];
