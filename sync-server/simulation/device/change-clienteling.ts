import {
  connectionStatusAt,
  connectionStatusSchema,
  decideConnectionStep,
} from "#shared/clienteling/connection.ts";
import { listStepSchema } from "#shared/clienteling/list-step.ts";
import { commandIdSchema, taskIdSchema } from "#shared/kernel/ids.ts";
import { decideListStep } from "#shared/sync/list-command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { agendaOf, projectPendingAgenda } from "#shared/sync/pending.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { clientelingOn } from "./clienteling.ts";
import { openOf } from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";
import { drawProfile, submit } from "./submit.ts";

type Shown = ReturnType<typeof clientelingOn>;

/** Changes somebody's lists, if the rules allow it as far as the device knows ([X15]). */
const changeLists =
  (drawStep: (device: SimDevice, shown: Shown) => object | null) =>
  (device: SimDevice, history: History): void => {
    const profileId = drawProfile(device);
    if (!profileId) return;
    const shown = clientelingOn(device, profileId);
    const drawn = drawStep(device, shown);
    if (!drawn) return;
    const step = listStepSchema.parse(drawn);
    const commandId = commandIdSchema.parse(device.random.uuid7(device.now()));
    const decided = decideListStep(shown.held.lists, { ...step, commandId }, shown.rules.lists);
    if (decided.ok) submit(device, history, { profileId, ...step });
    else history.count(`declined ${step.kind} ${decided.error.reason}`);
  };

const drawList = ({ random }: SimDevice, { rules }: Shown) => ({
  kind: "create_list",
  name: `List ${random.between(1, 9)}`,
  definitionId: random.pick([null, rules.lists[0]?.id ?? null]),
});

export const createList = changeLists(drawList);

/** In the first place, somebody needs a list. */
export const addListItem = changeLists((device, shown) => {
  const { random } = device;
  const { lists } = shown.held;
  if (lists.length === 0) return drawList(device, shown);
  return {
    ...{ kind: "add_list_item", list: random.pick(lists).ref, text: random.pick(THINGS) },
    ...{ productId: null, productVariantId: null },
    ...{ quantity: random.between(1, 3), note: random.pick(NOTES) },
  };
});

export const changeListItem = changeLists((device, shown) => {
  const named = drawItem(device, shown);
  if (!named) return null;
  const { random } = device;
  const changes = random.pick([
    { quantity: random.between(1, 9) },
    { note: random.pick(NOTES) },
    { status: random.pick(["found", "ordered", null]) },
  ]);
  return { kind: "change_list_item", ...named, changes };
});

export const removeListItem = changeLists((device, shown) => {
  const named = drawItem(device, shown);
  return named && { kind: "remove_list_item", ...named };
});

const THINGS = ["Scarf", "Hat", "Belt"];
const NOTES = [null, "Gift", "Red"];

const drawItem = ({ random }: SimDevice, { held }: Shown) => {
  const named = held.lists.flatMap(({ ref: list, items }) =>
    items.map(({ ref: item }) => ({ list, item })),
  );
  return named.length === 0 ? null : random.pick(named);
};

/** Brings a connection into another status, if this side may ([X16]). Seldom into a last one. */
export const stepConnection = (device: SimDevice, history: History): void => {
  const { random } = device;
  const profileId = drawProfile(device);
  if (!profileId) return;
  const { held, rules } = clientelingOn(device, profileId);
  const steps = held.connections.flatMap((connection) => {
    const terms = rules.connections.find(({ id }) => id === connection.definitionId);
    if (!terms) return [];
    const from = connectionStatusAt(connection, rules.at);
    const by = connection.side;
    return connectionStatusSchema.options
      .filter((to) => to !== from && decideConnectionStep(from, to, { by, terms }).ok)
      .map((status) => ({ connectionId: connection.id, status }));
  });
  const going = steps.filter(({ status }) => status === "accepted" || status === "hold");
  const likely = going.length > 0 && random.chance(0.9) ? going : steps;
  if (likely.length === 0) return;
  submit(device, history, { kind: "step_connection", profileId, ...random.pick(likely) });
};

/** Plans something for somebody, or for nobody ([X18]). */
export const addTask = (device: SimDevice, history: History): void => {
  const { random } = device;
  const profileId = random.chance(0.8) ? drawProfile(device) : null;
  const taskId = taskIdSchema.parse(random.uuid7(device.now()));
  submit(device, history, {
    ...{ kind: "add_task", taskId, profileId, noteId: null, title: `Task ${taskId}` },
    ...{ details: null, taskKind: "call", priority: "normal", dueTime: null, assigneeId: null },
    dueDay: `2026-01-0${random.between(1, 9)}`,
  });
};

/** Closes a task, opens it again or puts it off ([X19]). */
export const changeTask = (device: SimDevice, history: History): void => {
  const { durable, random } = device;
  const facts = agendaOf([...durable.cache.documents.agenda.values()]);
  const { tasks: shown } = projectPendingAgenda(facts, commandsOnTop(openOf(durable)));
  if (shown.length === 0) {
    addTask(device, history);
    return;
  }
  const { id: taskId, profileId } = random.pick(shown);
  const changes = random.pick([
    { state: "done", outcome: "Done" },
    { state: "open" },
    { snoozedUntil: `2026-01-0${random.between(1, 9)}` },
  ]);
  submit(device, history, { kind: "change_task", taskId, profileId, changes });
};
