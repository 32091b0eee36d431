import { type CommandId, commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { type Command, commandSchema } from "#shared/sync/command.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { OutboxEntry } from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";
import { knownProfiles, programmeOf } from "./standing.ts";

/**
 * Gives a command its place in the device's order and makes it durable; only then is anything
 * promised ([S1], [S2]). `body` holds the fields of its kind.
 */
export const submit = (device: SimDevice, history: History, body: object): Command => {
  const { durable } = device;
  const now = device.now();
  checkTime(device, history, now);
  const earlyMs = lieOf(device);
  const occurredAt = addMs(now, -earlyMs);
  const command = commandSchema.parse({
    locationId: device.locationId,
    ...body,
    commandId: newCommandId(device),
    deviceId: device.deviceId,
    deviceEpoch: device.deviceEpoch,
    deviceSeq: durable.nextSeq,
    occurredAt,
    timezone: device.timezone,
    elapsedSinceContactMs: device.elapsedSinceContactMs(),
    lastContactAt: addMs(durable.contact?.heardAt ?? now, -earlyMs),
    policyVersion: programmeOf(durable)?.policy.version ?? 0,
    staffId: device.random.pick(device.staffIds),
  });
  durable.nextSeq++;
  const entry: OutboxEntry = { command, state: "pending", wasSent: false, verdict: null };
  durable.outbox.set(command.commandId, entry);
  history.made.set(command.commandId, { command, isWithdrawn: false });
  device.note(`does ${JSON.stringify(command)}`);
  return command;
};

/** Late answers and the server's own jumps may put a device off by minutes. */
const TIME_OFF_MAX_MS = 15 * 60_000;

/** [S18] A device that the server has told the time knows it, however wrong its own clock is. */
const checkTime = (device: SimDevice, history: History, now: Instant): void => {
  const offMs = Math.abs(now - device.trueNow());
  if (device.isTimeSure() && offMs > TIME_OFF_MAX_MS) {
    history.violate(`[S18] ${device.deviceId} is ${offMs} ms off`);
  }
};

const HOUR_MS = 3_600_000;

/** How much earlier than it happened a device says that it did something. */
const lieOf = ({ isLiar, random }: SimDevice): number =>
  isLiar && random.chance(0.6) ? random.between(HOUR_MS, 20 * 24 * HOUR_MS) : 0;

const newCommandId = (device: SimDevice): CommandId =>
  commandIdSchema.parse(device.random.uuid7(device.now()));

/**
 * Someone whom staff can find on this device, usually one of the first profiles, so that devices
 * compete for the same accounts; null if the device knows nobody.
 */
export const drawProfile = (device: SimDevice): ProfileId | null => {
  const { random } = device;
  const known = [...knownProfiles(device.durable)].sort();
  if (known.length === 0) return null;
  return random.pick(random.chance(0.75) ? known.slice(0, 2) : known);
};
