import { noteIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { UTC } from "#shared/kernel/time.ts";
import { checkDetails } from "#shared/profile/check-details.ts";
import { commandSchema } from "#shared/sync/command.ts";
import { dependentsOf } from "#shared/sync/dependents.ts";
import {
  drawDetails,
  drawEmail,
  drawFirstName,
  drawPhone,
} from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { pendingOf } from "./durable.ts";
import { redeem } from "./redeem.ts";
import type { SimDevice } from "./sim-device.ts";
import { standingOn } from "./standing.ts";
import { drawProfile, submit } from "./submit.ts";

/**
 * Does one random thing that staff do on a device. The device decides on its own, and what it
 * promises is durable.
 */
export const takeRandomAction = (device: SimDevice, history: History): void => {
  const what = device.random.between(1, 100);
  if (what <= 62) redeem(device, history);
  else if (what <= 74) addNote(device, history);
  else if (what <= 81) createProfile(device, history);
  else if (what <= 88) editProfile(device, history);
  else undo(device, history);
  if (device.random.chance(0.7)) device.push();
};

const addNote = (device: SimDevice, history: History): void => {
  const profileId = drawProfile(device);
  if (!profileId) return;
  const noteId = noteIdSchema.parse(device.random.uuid7(device.now()));
  submit(device, history, { kind: "add_note", profileId, noteId, text: `Note ${noteId}` });
};

const createProfile = (device: SimDevice, history: History): void => {
  const { random } = device;
  const details = checkDetails(drawDetails(random), {
    country: "AU",
    needsContact: true,
    now: device.clock.now(),
    timezone: UTC,
  });
  if (!details.ok) return;
  const profileId = profileIdSchema.parse(random.uuid7(device.now()));
  const identifier = String(random.between(1, 20));
  const identities = random.chance(0.3) ? [{ handle: "card", identifier }] : [];
  submit(device, history, {
    kind: "create_profile",
    profileId,
    details: details.value,
    identities,
  });
};

const editProfile = (device: SimDevice, history: History): void => {
  const { random } = device;
  const profileId = drawProfile(device);
  if (!profileId || !standingOn(device, profileId).isProfileKnown) return;
  const changes = random.pick([
    { firstName: drawFirstName(random) },
    { email: drawEmail(random) },
    { mobilePhone: drawPhone(random) },
    { birthDay: random.between(1, 28), birthMonth: random.between(1, 12) },
  ]);
  submit(device, history, { kind: "edit_profile", profileId, changes });
};

/** Undoes a command that was never sent, and what depends on it ([S4]). */
const undo = (device: SimDevice, history: History): void => {
  const { durable, random } = device;
  const undoable = pendingOf(durable).filter(({ command }) => command.kind !== "withdrawn");
  const unsent = undoable.filter(({ wasSent }) => !wasSent);
  if (unsent.length === 0) return;
  const chosen = random.pick(unsent).command;
  const dependents = dependentsOf(
    chosen,
    undoable.map(({ command }) => command),
  );
  const ids = new Set([chosen, ...dependents].map(({ commandId }) => commandId));
  for (const entry of undoable.filter(({ command }) => ids.has(command.commandId))) {
    const { commandId } = entry.command;
    const command = commandSchema.parse({ ...entry.command, kind: "withdrawn" });
    durable.outbox.set(commandId, { ...entry, command });
    history.made.set(commandId, { command, isWithdrawn: true });
    device.note(`withdraws ${command.deviceSeq}`);
  }
};
