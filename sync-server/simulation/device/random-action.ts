import { noteIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { pick } from "#shared/kernel/object.ts";
import { UTC } from "#shared/kernel/time.ts";
import { checkDetails } from "#shared/profile/check-details.ts";
import { profileDetailsSchema } from "#shared/profile/profile.ts";
import { type CommandKind, commandSchema } from "#shared/sync/command.ts";
import { dependentsOf } from "#shared/sync/dependents.ts";
import {
  drawDetails,
  drawEmail,
  drawFirstName,
  drawPhone,
} from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import {
  addListItem,
  addTask,
  changeListItem,
  changeTask,
  createList,
  removeListItem,
  stepConnection,
} from "./change-clienteling.ts";
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
  const { random, clientelingShare } = device;
  const isClienteling = clientelingShare > 0 && random.chance(clientelingShare);
  let left = random.between(1, 100);
  const action = Object.values(ACTIONS).find((each) => {
    if (each === null || each.isClienteling !== isClienteling) return false;
    left -= each.often;
    return left <= 0;
  });
  action?.act(device, history);
  if (random.chance(0.7)) device.push();
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
  const shown = profileId && standingOn(device, profileId).profile;
  if (!shown) return;
  const changes = random.pick([
    { firstName: drawFirstName(random) },
    { email: drawEmail(random) },
    { mobilePhone: drawPhone(random) },
    { birthDay: random.between(1, 28), birthMonth: random.between(1, 12) },
  ]);
  const fields: Readonly<Record<string, unknown>> = { ...changes };
  const basis = pick(profileDetailsSchema.parse(shown), fields);
  submit(device, history, { kind: "edit_profile", profileId, changes, basis });
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

type Action = {
  /** Of a hundred times. */
  readonly often: number;
  /** Whether it is about lists and connections, which are counted by themselves. */
  readonly isClienteling: boolean;
  readonly act: (device: SimDevice, history: History) => void;
};

const usual = (often: number, act: Action["act"]): Action => ({ often, isClienteling: false, act });
const clienteling = (often: number, act: Action["act"]): Action => ({
  ...{ often, isClienteling: true, act },
});

/** What staff do for each kind of command to come about. A new kind breaks the build here. */
const ACTIONS: Readonly<Record<CommandKind, Action | null>> = {
  redeem: usual(62, redeem),
  add_note: usual(12, addNote),
  create_profile: usual(7, createProfile),
  edit_profile: usual(7, editProfile),
  withdrawn: usual(12, undo),
  create_list: clienteling(20, createList),
  add_list_item: clienteling(34, addListItem),
  change_list_item: clienteling(18, changeListItem),
  remove_list_item: clienteling(7, removeListItem),
  step_connection: clienteling(9, stepConnection),
  add_task: clienteling(6, addTask),
  change_task: clienteling(6, changeTask),
  // Nothing else depends on these.
  reverse_redemption: null,
  give_goodwill: null,
  hand_over_book: null,
  log_visit: null,
  // Sales are claimed by a desk (`desks/sales.ts`).
  claim_sale: null,
  // Profiles are merged by a desk (`desks/merges.ts`).
  merge_profiles: null,
  log_contact: null,
  add_appointment: null,
  change_appointment: null,
  // Devices wait for the answer, so a desk asks for these (`desks/benefits.ts`).
  redeem_benefit: null,
  claim_benefit: null,
};
