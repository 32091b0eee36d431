import { z } from "zod";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { definedFields } from "#shared/kernel/object.ts";
import type { Command } from "#shared/sync/command.ts";
import { clientelingOn } from "#sync-server/simulation/device/clienteling.ts";
import { knownProfilesOfCache } from "#sync-server/simulation/device/durable.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { World } from "#sync-server/simulation/world/world.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { parseVerdict } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

type Item = {
  readonly text: string | null;
  readonly quantity: number;
  readonly note: string | null;
  readonly status: string | null;
};
type List = { readonly name: string; readonly items: Map<string, Item> };
type Texts = ReadonlyMap<string, string>;

/**
 * [X15], [X16]: nothing that staff did with lists and connections is lost, and every device shows
 * what the server holds.
 */
export const checkClienteling = async (
  { history, server, devices, scenario }: World,
  records: Records,
  options: { readonly isOrderKnown: boolean },
): Promise<void> => {
  if (scenario.clientelingShare === 0) return;
  const deps = server.store.readDeps();
  const lists = await readLists(deps);
  const connections = await deps.sql.selectFrom("connections").selectAll().execute();
  const gone = new Set(
    records.profiles.flatMap((row) => (row.profile_type === "deleted" ? row.id : [])),
  );
  for (const device of devices) {
    const held = knownProfilesOfCache(device.durable.cache);
    const isHeld = (id: string) => held.some((each) => each === id);
    const shown = held.map((id) => ({ id, ...clientelingOn(device, id).held }));
    compare(history, {
      what: `[X15] ${device.deviceId} shows`,
      is: textsOf(
        shown.flatMap((each) =>
          each.lists.map(({ ref, name, items }): readonly [string, List] => [
            ref,
            { name, items: new Map(items.map((item) => [item.ref, shownItem(item)])) },
          ]),
        ),
      ),
      should: textsOf([...lists].filter(([, { profileId }]) => isHeld(profileId))),
    });
    compare(history, {
      what: `[X16] ${device.deviceId} shows`,
      is: new Map(
        shown.flatMap((each) =>
          each.connections.map(({ id, status }) => [`${id} of ${each.id}`, status] as const),
        ),
      ),
      should: new Map(
        connections.flatMap((row) => {
          const sides = [row.connector_profile_id, row.connected_profile_id];
          // What joins somebody with a profile that was merged isn't shown.
          if (sides.some((id) => gone.has(id))) return [];
          return sides.filter(isHeld).map((id) => [`${row.id} of ${id}`, row.status] as const);
        }),
      ),
    });
  }
  if (!options.isOrderKnown) return;
  await checkTasks(deps, history);
  const done = replay(history);
  compare(history, {
    what: "[X15] the server holds",
    is: textsOf([...lists]),
    should: textsOf([...done.lists]),
  });
  for (const [id, status] of done.statuses) {
    const row = connections.find((each) => each.id === id);
    // A merge may end a connection.
    if (scenario.mergeShare === 0 && row?.status !== status) {
      history.violate(`[X16] connection ${id} is ${row?.status}, was last ${status}`);
    }
  }
};

/** [X18], [X19]: the server holds what was done with tasks, unless it went with a person. */
const checkTasks = async (deps: ReadDeps, history: History): Promise<void> => {
  const rows = await deps.sql.selectFrom("tasks").select(["id", "state"]).execute();
  const states = new Map<string, string>();
  for (const [commandId, { text }] of inOrderDecided(history)) {
    const command = history.made.get(commandId)?.command;
    if (parseVerdict(text).status !== "accepted") continue;
    if (command?.kind === "add_task") states.set(command.taskId, "open");
    if (command?.kind !== "change_task" || command.changes.state === undefined) continue;
    states.set(command.taskId, command.changes.state);
  }
  for (const { id, state } of rows) {
    if (states.get(id) !== state) {
      history.violate(`[X19] task ${id} is ${state}, was last ${states.get(id)}`);
    }
  }
  const missing = [...states.keys()].filter((id) => !rows.some((row) => row.id === id));
  if (history.erased.size === 0 && missing.length > 0) {
    history.violate(`[X18] the tasks ${missing} are lost`);
  }
};

const inOrderDecided = ({ verdicts }: History) =>
  [...verdicts].sort(([, a], [, b]) => a.decision - b.decision);

const shownItem = (item: {
  readonly customProduct: string | null;
  readonly quantity: number;
  readonly note: string | null;
  readonly status: string | null;
}): Item => {
  const { customProduct: text, quantity, note, status } = item;
  return { text, quantity, note, status };
};

const customSchema = z.object({ name: z.string() }).nullable();
const metaSchema = z.object({ note: z.string().nullable().default(null) }).nullable();

/** The lists in the database, by the commands that made them. */
const readLists = async (
  deps: ReadDeps,
): Promise<ReadonlyMap<string, List & { readonly profileId: string }>> => {
  const lists = await deps.sql.selectFrom("lists").selectAll().execute();
  const items = await deps.sql.selectFrom("list_items").selectAll().execute();
  return new Map(
    lists.map((list) => {
      const own = items
        .filter((row) => row.list_id === list.id)
        .map((row): readonly [string, Item] => [
          row.command_id ?? "",
          {
            text: customSchema.parse(JSON.parse(row.custom_product))?.name ?? null,
            quantity: row.quantity,
            note: metaSchema.parse(JSON.parse(row.meta))?.note ?? null,
            status: row.status,
          },
        ]);
      const { profile_id: profileId, name } = list;
      return [list.command_id ?? "", { profileId, name, items: new Map(own) }];
    }),
  );
};

/** What all that was accepted comes to, in the order in which the server decided. */
const replay = (history: History) => {
  const lists = new Map<string, List>();
  const statuses = new Map<number, string>();
  for (const [commandId, { text }] of inOrderDecided(history)) {
    const command = history.made.get(commandId)?.command;
    if (!command) continue;
    const { status } = parseVerdict(text);
    if (status === "accepted") apply(command, lists, statuses);
    else if (command.kind === "create_list" || command.kind === "add_list_item") {
      history.violate(`[X15] ${command.kind} ${commandId} is lost: ${text}`);
    }
  }
  return { lists, statuses };
};

const apply = (command: Command, lists: Map<string, List>, statuses: Map<number, string>): void => {
  if (command.kind === "step_connection") statuses.set(command.connectionId, command.status);
  if (command.kind === "create_list") {
    lists.set(command.commandId, { name: command.name, items: new Map() });
  }
  const items = "list" in command ? lists.get(command.list)?.items : undefined;
  if (command.kind === "add_list_item") {
    const { text, quantity, note } = command;
    items?.set(command.commandId, { text, quantity, note, status: null });
  }
  if (command.kind === "remove_list_item") items?.delete(command.item);
  const before = command.kind === "change_list_item" ? items?.get(command.item) : undefined;
  if (command.kind === "change_list_item" && before) {
    items?.set(command.item, { ...before, ...definedFields(command.changes) });
  }
};

const textsOf = (lists: readonly (readonly [string, List])[]): Texts =>
  new Map(
    lists.map(([ref, { name, items }]) => [
      ref,
      canonicalJson({ name, items: Object.fromEntries(items) }),
    ]),
  );

const compare = (
  history: History,
  { what, is, should }: { readonly what: string; readonly is: Texts; readonly should: Texts },
): void => {
  for (const id of new Set([...is.keys(), ...should.keys()])) {
    if (is.get(id) !== should.get(id)) {
      history.violate(`${what} ${id} as ${is.get(id)}, not ${should.get(id)}`);
    }
  }
};
