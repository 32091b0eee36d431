import { COMMAND_STATES } from "#shared/sync/on-top.ts";
import { pendingOf } from "#sync-server/simulation/device/durable.ts";
import { takeRandomAction } from "#sync-server/simulation/device/random-action.ts";
import type { SimDevice } from "#sync-server/simulation/device/sim-device.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Runs `steps` steps in order of time: staff and head office do things, and networks, clocks and
 * machines fail. The first n steps of a seed are the same however many follow.
 */
export const live = async (world: World, steps: number): Promise<void> => {
  const { schedule, scenario, random } = world;
  let done = 0;
  const step = async (): Promise<void> => {
    done++;
    world.history.note(schedule.now(), `step ${done}`);
    await happen(world);
    await world.desks.takeRandomAction();
    await world.mergeDesk();
    await world.eraseDesk();
    for (const device of world.devices) if (random.chance(0.15)) device.sync("some");
    if (done < steps) schedule.after(random.waitMs(scenario.actEveryMs), step);
  };
  for (let n = 0; n < 3 * scenario.profiles; n++) await world.headOffice.issue();
  await begin(world);
  schedule.after(MINUTE_MS, step);
  await schedule.run(() => done >= steps);
};

/** Most devices have pulled once before anything happens to them. */
const begin = async ({ devices, schedule, random }: World): Promise<void> => {
  for (let round = 0; round < 3; round++) {
    for (const device of devices) if (random.chance(0.6)) device.sync();
    const until = schedule.now() + 2 * MINUTE_MS;
    await schedule.run(() => schedule.now() > until);
  }
};

const happen = async (world: World): Promise<void> => {
  const { random, history } = world;
  const device = random.pick(world.devices);
  const what = random.between(1, 100);
  if (random.chance(world.scenario.outageShare)) cutOff(world, device);
  else if (what <= 64) takeRandomAction(device, history);
  else if (what <= 86) await world.headOffice.takeRandomAction();
  else if (what <= 91) device.restart(random.pick(RESTARTS));
  else if (what <= 95) device.flushCache();
  else jump(world, device);
};

const RESTARTS = ["killed", "killed", "killed", "power cut", "power cut", "cache lost"] as const;

const cutOff = (world: World, device: SimDevice): void => {
  const { network, schedule, scenario, random } = world;
  network.setLink(device.deviceId, false);
  schedule.after(random.waitMs(40 * scenario.actEveryMs), () => {
    network.setLink(device.deviceId, true);
    device.sync();
  });
};

const jump = (world: World, device: SimDevice): void => {
  const { scenario, random } = world;
  const ms = random.between(-scenario.clockOffMs - MINUTE_MS, scenario.clockOffMs + MINUTE_MS);
  device.note(`clock moves by ${ms} ms`);
  device.jumpClock(ms);
};

const ROUNDS_MAX = 40;

/**
 * The network recovers, devices sync until nothing is waiting, and late messages finally arrive.
 * False if something is still waiting after that: then it always will.
 */
export const comeToRest = async (world: World): Promise<boolean> => {
  const { schedule, devices } = world;
  world.heal();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const until = schedule.now() + HOUR_MS / 2;
    for (const device of devices) device.sync();
    await schedule.run(() => schedule.now() > until);
    if (!devices.every(isQuiet)) continue;
    await schedule.run();
    for (const device of devices) device.sync();
    await schedule.run();
    return devices.every(isQuiet);
  }
  return false;
};

const isQuiet = ({ durable }: SimDevice): boolean =>
  pendingOf(durable).length === 0 &&
  [...durable.outbox.values()].every(({ state }) => COMMAND_STATES[state].isSettled);
