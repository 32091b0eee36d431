import { problemOfCount } from "#shared/clienteling/list.ts";
import type { CommandId, ListId, ListItemId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  listItemStore,
  readItemsOf,
  readReservedOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord } from "#sync-server/storage/clienteling/list-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockList, type OpenList, touchList } from "./open-list.ts";
import {
  type ItemsRefusal,
  planItem,
  problemOfRemovals,
  type SentItem,
} from "./plan-list-items.ts";
import { removeItems, writeItem } from "./write-list-items.ts";

/** Why an item of a list can't be written, in order of precedence. */
export type ListItemRefusal =
  | { readonly reason: "list_unknown" }
  | { readonly reason: "list_item_unknown" }
  | { readonly reason: "edit_not_allowed" }
  | ItemsRefusal;

type Named = { readonly listId: ListId; readonly id: ListItemId };

/** Puts something into a list (DOMAIN §13.2). */
export const addListItem = async (
  deps: WriteDeps,
  {
    listId,
    item,
    commandId = null,
  }: {
    readonly listId: ListId;
    readonly item: SentItem;
    /** Of the device that adds it ([X15]). */
    readonly commandId?: CommandId | null;
  },
): Promise<Result<ListItemRecord, ListItemRefusal>> => {
  const open = await openToEdit(deps, listId);
  if (!open.ok) return open;
  const { list, powers } = open.value;
  const others = await readItemsOf(deps, [listId]);
  const step = await planItem(deps, powers, { before: null, others, sent: item });
  if (!step.ok) return step;
  const tooMany = problemOfCount(others.length + 1);
  if (tooMany) return err(tooMany);
  const added = await writeItem(deps, list, step.value, commandId);
  await touchList(deps, list);
  return ok(added);
};

/** Changes what is in a list. */
export const changeListItem = async (
  deps: WriteDeps,
  { changes, ...named }: Named & { readonly changes: SentItem },
): Promise<Result<ListItemRecord, ListItemRefusal>> => {
  const open = await openItem(deps, named);
  if (!open.ok) return open;
  const { list, powers, item } = open.value;
  const others = (await readItemsOf(deps, [list.id])).filter(({ id }) => id !== item.id);
  const step = await planItem(deps, powers, { before: item, others, sent: changes });
  if (!step.ok) return step;
  const written = await writeItem(deps, list, step.value);
  if (written !== item) await touchList(deps, list);
  return ok(written);
};

/** Takes something out of a list, unless guests have reserved it ([X13]). */
export const removeListItem = async (
  deps: WriteDeps,
  named: Named,
): Promise<Result<null, ListItemRefusal>> => {
  const open = await openItem(deps, named);
  if (!open.ok) return open;
  const { list, item } = open.value;
  const problem = problemOfRemovals([item], await readReservedOf(deps, [item.id]));
  if (problem) return err(problem);
  await removeItems(deps, list, [item]);
  await touchList(deps, list);
  return ok(null);
};

/** A list that may be changed, locked. */
export const openToEdit = async (
  deps: WriteDeps,
  listId: ListId,
): Promise<Result<OpenList, { readonly reason: "list_unknown" | "edit_not_allowed" }>> => {
  const open = await lockList(deps, listId);
  if (!open) return err({ reason: "list_unknown" });
  return open.powers.allowEdit ? ok(open) : err({ reason: "edit_not_allowed" });
};

const openItem = async (
  deps: WriteDeps,
  { listId, id }: Named,
): Promise<Result<OpenList & { readonly item: ListItemRecord }, ListItemRefusal>> => {
  const open = await openToEdit(deps, listId);
  if (!open.ok) return open;
  const item = await listItemStore.read(deps, id);
  return item?.listId === listId
    ? ok({ ...open.value, item })
    : err({ reason: "list_item_unknown" });
};
